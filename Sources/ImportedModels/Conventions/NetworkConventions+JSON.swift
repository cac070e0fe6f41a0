// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

extension NetworkConventions: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case order, channels, stacked, inputRange, mean, deviation, sizeMultiple, output, outputRange
  }

  /// Reads an object; a key that it does not have keeps its default, an unknown one is an error.
  public init(from decoder: any Decoder) throws {
    let known = CodingKeys.allCases.map(\.rawValue)
    if let other = try decoder.unknownName(besides: known) {
      throw ImportedModelError(
        .conventions, "\(other) is no convention; known are \(known.joined(separator: ", "))")
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func take<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
      if values.contains(key) { value = try values.decode(Value.self, forKey: key) }
    }
    try take(.order, &order)
    try take(.channels, &channels)
    try take(.stacked, &isStacked)
    try take(.inputRange, &inputRange)
    try take(.mean, &mean)
    try take(.deviation, &deviation)
    try take(.sizeMultiple, &sizeMultiple)
    try take(.output, &output)
    try take(.outputRange, &outputRange)
    try validate()
  }

  /// Writes an object with all keys.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(order, forKey: .order)
    try values.encode(channels, forKey: .channels)
    try values.encode(isStacked, forKey: .stacked)
    try values.encode(inputRange, forKey: .inputRange)
    try values.encode(mean, forKey: .mean)
    try values.encode(deviation, forKey: .deviation)
    try values.encode(sizeMultiple, forKey: .sizeMultiple)
    try values.encode(output, forKey: .output)
    try values.encode(outputRange, forKey: .outputRange)
  }

  /// Reads JSON.
  /// - Throws: ``ImportedModelError`` of the code `conventions` that names the key at fault.
  public init(json: String) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    } catch let error as DecodingError {
      throw ImportedModelError(.conventions, error.reason)
    }
  }

  /// Reads a JSON file of at most 64 KiB.
  /// - Throws: ``ImportedModelError`` of the code `conventions` that names the file.
  public init(path: String) throws {
    do {
      try self.init(json: String(decoding: readFile(path, atMost: 1 << 16), as: UTF8.self))
    } catch let error as FileError {
      throw ImportedModelError(.conventions, path: path, error.message)
    } catch let error as ImportedModelError {
      throw ImportedModelError(.conventions, path: path, error.message)
    }
  }

  /// Reads the file beside a network's: `cddfuse.json` of `cddfuse.pt`.
  /// - Throws: ``ImportedModelError`` of the code `conventions`.
  public init(besideNetwork path: String) throws {
    let name = Self.path(besideNetwork: path)
    guard FileManager.default.fileExists(atPath: name) else {
      throw ImportedModelError(
        .conventions, path: path,
        "\(name) is missing; a file of conventions is wanted there, such as "
          + #"{"channels": "gray", "inputRange": [0, 1], "outputRange": [0, 1]}"#)
    }
    try self.init(path: name)
  }

  /// Where the conventions of a network's file are looked for: its name with the extension json.
  package static func path(besideNetwork path: String) -> String {
    URL(filePath: path).deletingPathExtension().appendingPathExtension("json").relativePath
  }
}

extension NetworkConventions.OutputRange: Codable {
  /// Reads two numbers, or `"found"`.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let word = try? value.decode(String.self) {
      guard word == "found" else {
        throw ImportedModelError(
          .conventions, "outputRange is \(word); two numbers or \"found\" are wanted")
      }
      self = .found
    } else {
      self = .fixed(try value.decode(ClosedRange<Double>.self))
    }
  }

  /// Writes two numbers, or `"found"`.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .found: try value.encode("found")
    case .fixed(let range): try value.encode(range)
    }
  }
}

extension DecodingError {
  /// The key at fault and what is wrong there, in one line.
  fileprivate var reason: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      let key = context.codingPath.first?.stringValue
      return key.map { "\($0): \(context.debugDescription)" }
        ?? "not a JSON object of conventions"
    @unknown default: return "not a JSON object of conventions"
    }
  }
}
