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
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch DecodingError.keyNotFound(let key, _) {
      throw FusionModelError.configuration("\(key.stringValue) is missing")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
      let name = context.codingPath.last?.stringValue
      throw FusionModelError.configuration(
        name.map { "\($0) is not a whole number" } ?? "not a JSON object of settings")
    }
    try Self.refuseUnknownSettings(in: data)
    try validate()
  }

  private static func refuseUnknownSettings(in data: Data) throws {
    let found = try JSONDecoder().decode([String: Int].self, from: data)
    let known = try JSONDecoder().decode([String: Int].self, from: Data(tiny.json.utf8))
    if let unknown = Set(found.keys).subtracting(known.keys).min() {
      throw FusionModelError.configuration("\(unknown) is not a setting")
    }
  }
}
