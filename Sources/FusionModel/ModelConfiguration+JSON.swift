// SPDX-License-Identifier: Apache-2.0

private import Foundation

extension ModelConfiguration {
  /// The configuration as JSON, keys sorted.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("integers encode") }
    return String(decoding: data, as: UTF8.self)
  }

  /// Reads and validates JSON that holds every setting and no other.
  ///
  /// - Throws: ``FusionModelError`` that names the setting at fault.
  package init(json: String) throws {
    let data = Data(json.utf8)
    guard let found = try? JSONDecoder().decode([String: Setting].self, from: data) else {
      throw FusionModelError.configuration("not a JSON object of settings")
    }
    try Self.check(found)
    self = try JSONDecoder().decode(Self.self, from: data)
    try validate()
  }

  private static func check(_ found: [String: Setting]) throws {
    let known = try JSONDecoder().decode([String: Setting].self, from: Data(tiny.json.utf8)).keys
    if let unknown = Set(found.keys).subtracting(known).min() {
      throw FusionModelError.configuration("\(unknown) is not a setting")
    }
    if let missing = Set(known).subtracting(found.keys).min() {
      throw FusionModelError.configuration("\(missing) is missing")
    }
    if let wrong = found.filter({ !$0.value.isWholeNumber }).keys.min() {
      throw FusionModelError.configuration("\(wrong) is not a whole number")
    }
  }
}

/// Any JSON value; settings are whole numbers.
private struct Setting: Decodable {
  let isWholeNumber: Bool

  init(from decoder: any Swift.Decoder) throws {
    isWholeNumber = (try? decoder.singleValueContainer().decode(Int.self)) != nil
  }
}
