// SPDX-License-Identifier: Apache-2.0

/// What a text file of ITK says of one transform.
struct ITKTransformText {
  /// Most bytes of a file; one transform of twelve numbers has a few hundred.
  static let mostBytes = 1 << 16
  static let firstLine = "#Insight Transform File V1.0"

  /// Such as "AffineTransform_double_3_3".
  let type: String
  let parameters: [Double]
  let fixedParameters: [Double]

  /// - Throws: ``VolumesError``, which names no file, with the line where something else is found
  ///   than one transform.
  init(_ bytes: [UInt8]) throws(VolumesError) {
    guard bytes.count <= Self.mostBytes else {
      throw VolumesError(
        .tooLarge, "\(bytes.count) bytes; at most \(Self.mostBytes) of a transform are read")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { trimmed($0) }
    guard lines[0] == Self.firstLine else {
      throw VolumesError(
        .unsupported, "no transform of ITK as text: it does not begin with \"\(Self.firstLine)\"")
    }
    var fields: [String: String] = [:]
    for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let (name, value) = try Self.field(line, number + 1)
      guard fields.updateValue(value, forKey: name) == nil else {
        throw VolumesError(
          .unsupported, "line \(number + 1): a second \"\(name)\"; a single transform is read")
      }
    }
    type = try Self.value("Transform", fields)
    parameters = try Self.numbers("Parameters", fields)
    fixedParameters = try Self.numbers("FixedParameters", fields)
  }

  private static let names = ["Transform", "Parameters", "FixedParameters"]

  private static func field(_ line: String, _ number: Int) throws(VolumesError)
    -> (name: String, value: String)
  {
    guard let colon = line.firstIndex(of: ":"), names.contains(String(line[..<colon])) else {
      throw VolumesError(
        .damaged,
        "line \(number): \"\(line.prefix(40))\"; \(names.joined(separator: ", ")) with a colon are "
          + "wanted")
    }
    return (String(line[..<colon]), trimmed(Array(line[line.index(after: colon)...].utf8)[...]))
  }

  private static func value(_ name: String, _ fields: [String: String]) throws(VolumesError)
    -> String
  {
    guard let value = fields[name] else {
      throw VolumesError(.damaged, "a line \"\(name):\" is missing")
    }
    return value
  }

  private static func numbers(_ name: String, _ fields: [String: String]) throws(VolumesError)
    -> [Double]
  {
    var numbers: [Double] = []
    for word in try value(name, fields).split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      guard let number = Double(word), number.isFinite else {
        throw VolumesError(.damaged, "\(name): \"\(word.prefix(40))\" is no finite number")
      }
      numbers.append(number)
    }
    return numbers
  }
}

/// A line without what is white at its ends; bytes that are no UTF-8 are replaced.
private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
  func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
  var bytes = bytes.drop(while: isWhite)
  while let last = bytes.last, isWhite(last) { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
