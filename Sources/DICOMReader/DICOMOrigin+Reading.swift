// SPDX-License-Identifier: Apache-2.0

import Volumes

extension DICOMOrigin {
  /// Bytes of a text at most: a name in three scripts has some 200.
  static let longestText = 1000

  init(_ file: DICOMFile) {
    let texts = Self.kept.compactMap { tag in
      file.bytes(DICOMTag(tag)).flatMap { $0.count <= Self.longestText ? (tag, $0) : nil }
    }
    self.init(
      texts: Dictionary(texts.filter { !$0.1.isEmpty }) { first, _ in first },
      characterSet: file.bytes(.characterSet).map { Array($0.prefix(Self.longestText)) } ?? [],
      sopClass: file.text(.sopClass) ?? "", sopInstance: file.text(.sopInstance) ?? "")
    lossy = LossyCompression(file)
  }

  /// Whether a text is too long to be one.
  static func leavesOut(_ file: DICOMFile) -> Bool {
    kept.contains { file.bytes(DICOMTag($0))?.count ?? 0 > longestText }
  }
}

extension LossyCompression {
  /// Transfer syntaxes that always lose something, and the methods by their names in (0028,2114):
  /// JPEG of 8 and 12 bits, JPEG-LS near-lossless.
  private static let methods = [
    "1.2.840.10008.1.2.4.50": "ISO_10918_1", "1.2.840.10008.1.2.4.51": "ISO_10918_1",
    "1.2.840.10008.1.2.4.81": "ISO_14495_1",
  ]

  /// Nil where neither the file nor its transfer syntax says so.
  fileprivate init?(_ file: DICOMFile) {
    let method = file.text(.transferSyntax).flatMap { Self.methods[$0] }
    guard file.text(.lossyCompression) == "01" || method != nil else { return nil }
    func bytes(_ tag: DICOMTag) -> [UInt8] {
      file.bytes(tag).flatMap { $0.count <= DICOMOrigin.longestText ? $0 : nil } ?? []
    }
    let named = bytes(.lossyCompressionMethod)
    self.init(
      ratios: bytes(.lossyCompressionRatio),
      methods: named.isEmpty ? Array((method ?? "").utf8) : named)
  }
}
