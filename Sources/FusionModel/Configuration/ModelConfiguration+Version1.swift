// SPDX-License-Identifier: Apache-2.0

import Fusion

/// Version 1 of the JSON, which weight files had until the constants of the head came into them:
/// whole numbers alone, no `version`, 0 and 1 for `crossAttention`, `blending` and `centring`, and
/// the `discriminatorWidth`, which now is a setting of training.
extension ModelConfiguration {
  /// Brings settings to version 2.
  ///
  /// - Parameters:
  ///   - settings: The object as it was read.
  ///   - base: What holds where the object is silent; nil: what was before it came.
  /// - Returns: Settings of version 2, which stay as they are.
  /// - Throws: ``FusionModelError`` for another version, and for a switch that is neither 0 nor 1.
  static func migrated(
    _ settings: [String: SettingValue], over base: Self?
  ) throws -> [String: SettingValue] {
    guard try versionNumber(of: settings) == 1 else { return settings }
    var result = settings.filter { !version1Keys.contains($0.key) }
    if let attends = try flag("crossAttention", in: settings) {
      result["merge"] = .text((attends ? Merge.crossAttention : .concatenation).rawValue)
    }
    let blends = try flag("blending", in: settings)
    let centers = try flag("centring", in: settings)
    let before = base?.head ?? .grayLevel(contrast: nil)
    result["head"] = .object(before.changed(blends: blends, centers: centers).settings)
    return result
  }

  private static let version1Keys: Set = [
    "version", "crossAttention", "blending", "centring", "discriminatorWidth",
  ]

  /// What an object says; without that, 2 where it has names of version 2, else 1.
  private static func versionNumber(of settings: [String: SettingValue]) throws -> Int {
    switch settings["version"] {
    case nil: return settings["merge"] == nil && settings["head"] == nil ? 1 : 2
    case .integer(let version) where (1...2).contains(version): return version
    case let other?:
      throw FusionModelError.configuration("version is \(other.printed); 1 or 2 is wanted")
    }
  }

  private static func flag(_ name: String, in settings: [String: SettingValue]) throws -> Bool? {
    switch settings[name] {
    case nil: return nil
    case .integer(0): return false
    case .integer(1): return true
    case .integer(let other):
      throw FusionModelError.configuration("\(name) is \(other); 0 or 1 is wanted")
    default: throw FusionModelError.configuration("\(name) is not a whole number")
    }
  }
}

extension HeadConfiguration {
  /// What version 1 calls `blending` and `centring`; nil leaves what it is.
  fileprivate func changed(blends: Bool?, centers: Bool?) -> Self {
    let contrast = centers.map { $0 ? CentredContrast.version1 : nil } ?? self.contrast
    switch (blends, self) {
    case (true, _): return .gainBlend(.version1, contrast: contrast)
    case (nil, .gainBlend(let settings, _)): return .gainBlend(settings, contrast: contrast)
    case (false, _), (nil, .grayLevel): return .grayLevel(contrast: contrast)
    }
  }
}

extension GainBlendSettings {
  /// What the last program that wrote version 1 had in its source; not to be changed.
  fileprivate static var version1: Self {
    var settings = Self()
    (settings.window, settings.reach, settings.frame) = (15, 0.7, 2)
    return settings
  }
}

extension CentredContrast {
  /// What the last program that wrote version 1 had in its source; not to be changed.
  fileprivate static var version1: Self {
    var rule = Self()
    (rule.minimumShare, rule.contrast, rule.maximumGain) = (0.4, 0.26, 1.5)
    (rule.levelling, rule.softening) = (0.7, 0.06)
    return rule
  }
}
