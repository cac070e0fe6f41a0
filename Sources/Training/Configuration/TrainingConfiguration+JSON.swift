// SPDX-License-Identifier: Apache-2.0

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

  /// The same without settings that came later and are off: what versions before them wrote.
  var jsonOfOlderVersions: String {
    [
      "    \"weightAverageDecay\" : 0,\n", "    \"imitation\" : 0,\n", "    \"teacher\" : \"\",\n",
      "    \"reduction\" : 1,\n", "    \"partImitation\" : 0,\n", "      \"subdivision\" : 1,\n",
    ].reduce(json) { $0.replacing($1, with: "") }
  }

  /// Reads JSON over `defaults`, whose settings hold where it is silent, and validates it.
  ///
  /// - Throws: ``TrainingError`` that names the setting at fault.
  public init(json: String, over defaults: Self) throws {
    var (given, base) = (try Self.settings(json), try Self.settings(defaults.json))
    if let model = given.removeValue(forKey: "model") {
      Self.moveDiscriminatorWidth(from: model, to: &given)
      base["model"] = try Self.network(model, over: defaults.model)
    }
    let merged = try Self.merge(given, over: base, at: "")
    do { self = try Self.decode(merged) } catch {
      throw TrainingError.configuration(
        Self.complaint(about: given, over: base) ?? jsonProblem(error, in: merged))
    }
    try validate()
  }

  private static func settings(_ json: String) throws -> [String: Any] {
    guard
      let value = try? JSONSerialization.jsonObject(
        with: Data(json.utf8), options: .fragmentsAllowed)
    else { throw TrainingError.configuration("not JSON; a JSON object of settings is wanted") }
    guard let settings = value as? [String: Any] else {
      throw TrainingError.configuration("\(jsonText(value)) is not a JSON object of settings")
    }
    return settings
  }

  /// Version 1 of the network's settings held the width of the discriminators.
  private static func moveDiscriminatorWidth(from model: Any, to given: inout [String: Any]) {
    guard let model = model as? [String: Any], model["version"] == nil,
      let width = model["discriminatorWidth"], given["discriminatorWidth"] == nil
    else { return }
    given["discriminatorWidth"] = width
  }

  /// The network's settings, which have their own rules for what may be absent and for versions.
  private static func network(_ given: Any, over base: ModelConfiguration) throws -> Any {
    do {
      let json = try JSONSerialization.data(withJSONObject: given, options: .fragmentsAllowed)
      let model = try ModelConfiguration(json: String(decoding: json, as: UTF8.self), over: base)
      return try JSONSerialization.jsonObject(with: Data(model.json.utf8))
    } catch { throw TrainingError.configuration("model: \(error)") }
  }

  static func decode(_ settings: [String: Any]) throws -> Self {
    try JSONDecoder().decode(
      Self.self, from: JSONSerialization.data(withJSONObject: settings))
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
}
