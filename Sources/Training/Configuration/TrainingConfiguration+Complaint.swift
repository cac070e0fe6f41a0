// SPDX-License-Identifier: Apache-2.0

private import Foundation
private import FusionModel

extension TrainingConfiguration {
  /// What is wrong with the settings of a run, in one sentence; nil where nothing is but that some
  /// are missing.
  static func complaint(about settings: [String: Any]) -> String? {
    do {
      let json = try JSONSerialization.data(withJSONObject: settings)
      _ = try Self(json: String(decoding: json, as: UTF8.self), over: Self(model: .fast))
      return nil
    } catch { return (error as? TrainingError)?.message }
  }

  /// Which setting has a value that it cannot take, what that is, and what is wanted; nil where
  /// none is found.
  ///
  /// The decoder does not name it for every mistake (1.5 for a whole number) and does not say what
  /// is wanted, so each value is tried alone over `base`, which is sound, then others in its place.
  static func complaint(
    about given: [String: Any], over base: [String: Any], at path: [String] = []
  ) -> String? {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      let path = path + [name]
      let isGroup = member(of: base, at: path[...]) is [String: Any]
      if isGroup, let inner = value as? [String: Any] {
        if let complaint = complaint(about: inner, over: base, at: path) { return complaint }
      } else if !base.takes(value, at: path) {
        let wanted = isGroup ? "an object of settings" : base.wanted(at: path)
        return "\(path.joined(separator: ".")) is \(jsonText(value)); \(wanted) is wanted"
      }
    }
    return nil
  }
}

/// Settings as a JSON object.
extension [String: Any] {
  /// Whether these are settings with `value` in that place.
  fileprivate func takes(_ value: Any, at path: [String]) -> Bool {
    (try? TrainingConfiguration.decode(replacing(path[...], with: value))) != nil
  }

  /// What that place takes, in words: the first kind whose example it takes, else the words that
  /// it takes.
  fileprivate func wanted(at path: [String]) -> String {
    let kinds: [(example: Any, name: String)] = [
      (0.5, "a number"), (-1, "a whole number"), (1, "a whole number of 0 or more"),
      (true, "true or false"), ("some/file", "a text"),
    ]
    if let kind = kinds.first(where: { takes($0.example, at: path) }) { return kind.name }
    let words =
      OptimizationSettings.Schedule.allCases.map(\.rawValue)
      + AdversarialForm.allCases.map(\.rawValue) + TrainingPrecision.allCases.map(\.rawValue)
    let taken = words.filter { takes($0, at: path) }
    return taken.dropLast().joined(separator: ", ") + " or " + (taken.last ?? "another value")
  }

  private func replacing(_ path: ArraySlice<String>, with value: Any) -> Self {
    guard let name = path.first else { return self }
    var object = self
    object[name] =
      path.count == 1
      ? value : (self[name] as? Self ?? [:]).replacing(path.dropFirst(), with: value)
    return object
  }
}
