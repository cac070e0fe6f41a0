private import Foundation
private import FusionModel

extension TrainingConfiguration {
  /// The configuration as JSON, laid out for people, keys sorted.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(self) else { preconditionFailure("settings encode") }
    return String(decoding: data, as: UTF8.self)
  }

  /// Reads JSON over `defaults`, whose settings hold where it is silent, and validates it.
  ///
  /// - Throws: ``TrainingError`` that names the setting at fault.
  public init(json: String, over defaults: Self) throws {
    guard let given = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any],
      let base = try? JSONSerialization.jsonObject(with: Data(defaults.json.utf8))
        as? [String: Any]
    else { throw TrainingError.configuration("not a JSON object of settings") }
    let merged = try JSONSerialization.data(withJSONObject: Self.merge(given, over: base, at: ""))
    do {
      self = try JSONDecoder().decode(Self.self, from: merged)
    } catch let error as DecodingError {
      throw TrainingError.configuration(Self.describe(error))
    }
    try validate()
  }

  private static func merge(
    _ given: [String: Any], over base: [String: Any], at path: String
  ) throws -> [String: Any] {
    try given.reduce(into: base) { merged, entry in
      let name = path + entry.key
      guard let known = base[entry.key] else {
        throw TrainingError.configuration(
          "\(name) is not a setting; there are \(base.keys.sorted().joined(separator: ", "))")
      }
      if let inner = known as? [String: Any], let innerGiven = entry.value as? [String: Any] {
        merged[entry.key] = try merge(innerGiven, over: inner, at: name + ".")
      } else {
        merged[entry.key] = entry.value
      }
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let name = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
    return "\(name): \(context?.debugDescription ?? "not understood")"
  }
}
