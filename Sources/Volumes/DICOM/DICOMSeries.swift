// SPDX-License-Identifier: Apache-2.0

/// The images of one series: one scan, in one run of the scanner.
public struct DICOMSeries: Sendable {
  /// Its unique identifier (0020,000e).
  public let id: String
  /// Its number within the study; nil where the files say none.
  public let number: Int?
  /// The kind of scanner: "CT", "MR", "PT", "NM"; empty where the files say none.
  public let modality: String
  /// What the operator called it; may be empty.
  public let title: String
  /// How many images its files hold.
  public var imageCount: Int { headers.reduce(0) { $0 + $1.frames.count } }
  let headers: [DICOMHeader]

  /// - Precondition: There is at least one header.
  init(_ headers: [DICOMHeader]) {
    self.headers = headers
    let first = headers[0]
    (id, number) = (first.seriesID, first.seriesNumber)
    (modality, title) = (first.modality, first.description)
  }

  /// Whether a user means it by a number or an identifier.
  func isMeant(by name: String) -> Bool {
    name == id || number.map { "\($0)" == name } ?? false
  }
}

extension DICOMSeries: CustomStringConvertible {
  /// "series 2 (CT, head 4 mm, 8 images)".
  public var description: String {
    let name = number.map { "\($0)" } ?? id
    let parts = [modality, title, "\(imageCount) image\(imageCount == 1 ? "" : "s")"]
    return "series \(name) (\(parts.filter { !$0.isEmpty }.joined(separator: ", ")))"
  }
}
