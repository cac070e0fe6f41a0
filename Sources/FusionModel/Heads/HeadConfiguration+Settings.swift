// SPDX-License-Identifier: Apache-2.0

import Fusion

extension HeadConfiguration {
  /// As a JSON object.
  var settings: [String: SettingValue] {
    let contrast = contrast.map { SettingValue.object($0.settings) } ?? .null
    switch self {
    case .grayLevel:
      return ["kind": .text(kind.rawValue), "contrast": contrast]
    case .gainBlend(let blend, _):
      return [
        "kind": .text(kind.rawValue), "window": .integer(blend.window),
        "reach": .number(blend.reach), "subdivision": .integer(blend.subdivision),
        "frame": .integer(blend.frame), "contrast": contrast,
      ]
    }
  }

  init(_ reader: SettingReader) throws {
    var reader = reader
    let kind: Kind = try reader.choice("kind")
    let contrast = try reader.group("contrast").map(CentredContrast.init)
    switch kind {
    case .grayLevel: self = .grayLevel(contrast: contrast)
    case .gainBlend:
      var blend = GainBlendSettings()
      blend.window = try reader.wholeNumber("window")
      blend.reach = try reader.number("reach")
      blend.subdivision = try reader.wholeNumber("subdivision", absent: 1)
      blend.frame = try reader.wholeNumber("frame")
      self = .gainBlend(blend, contrast: contrast)
    }
    try reader.end()
  }
}

extension CentredContrast {
  fileprivate var settings: [String: SettingValue] {
    [
      "minimumShare": .number(minimumShare), "contrast": .number(contrast),
      "maximumGain": .number(maximumGain), "levelling": .number(levelling),
      "softening": .number(softening), "brightness": .text(brightness.rawValue),
      "black": .number(black),
    ]
  }

  fileprivate init(_ reader: SettingReader) throws {
    self.init()
    var reader = reader
    minimumShare = try reader.number("minimumShare")
    contrast = try reader.number("contrast")
    maximumGain = try reader.number("maximumGain")
    levelling = try reader.number("levelling")
    softening = try reader.number("softening")
    brightness = try reader.choice("brightness", absent: .larger)
    black = try reader.number("black", absent: 0)
    try reader.end()
  }
}
