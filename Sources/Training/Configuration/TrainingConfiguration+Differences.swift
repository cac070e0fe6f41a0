// SPDX-License-Identifier: Apache-2.0

private import Foundation

extension TrainingConfiguration {
  /// The settings that another configuration has other values for, sorted by name.
  func differences(from other: Self) -> [SettingDifference] {
    let (own, others) = (flattened, other.flattened)
    return own.keys.sorted().compactMap { name in
      guard let value = own[name], let given = others[name], value != given else { return nil }
      return SettingDifference(name: name, value: value, given: given)
    }
  }

  /// Every setting by its full name, such as "losses.texture".
  private var flattened: [String: String] {
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8))
    return Self.flattened(object as? [String: Any] ?? [:], at: "")
  }

  private static func flattened(_ object: [String: Any], at path: String) -> [String: String] {
    object.reduce(into: [:]) { flat, entry in
      if let inner = entry.value as? [String: Any] {
        flat.merge(flattened(inner, at: path + entry.key + ".")) { $1 }
      } else {
        flat[path + entry.key] = "\(entry.value)"
      }
    }
  }
}
