// SPDX-License-Identifier: Apache-2.0

/// What is made of a decoder's output: the last part of a network, with its constants.
///
/// The constants are part of a trained model and stand in its weight file. In JSON it is an object
/// whose `kind` is `grayLevel` or `gainBlend`.
public enum HeadConfiguration: Sendable, Equatable {
  /// The decoder's image is the fused one, as in the paper.
  case grayLevel(contrast: CentredContrast?)
  /// A blend of both images (``GainBlendSettings``): the decoder gives the share of the first at each
  /// pixel and gains for the detail and the contrast of either.
  case gainBlend(GainBlendSettings, contrast: CentredContrast?)

  /// What gives the whole image its contrast; nil leaves it as it is.
  public var contrast: CentredContrast? {
    switch self {
    case .grayLevel(let contrast), .gainBlend(_, let contrast): contrast
    }
  }

  /// The head with these constants.
  func make() -> any FusionHead {
    switch self {
    case .grayLevel(let contrast): GrayLevelHead(contrast: contrast)
    case .gainBlend(let settings, let contrast): GainBlendHead(settings, contrast: contrast)
    }
  }

  /// The names in JSON.
  enum Kind: String, CaseIterable {
    case grayLevel, gainBlend
  }

  /// Throws `FusionModelError` unless a head can be built so.
  func validate() throws {
    if case .gainBlend(let settings, _) = self { try settings.validate() }
    try contrast?.validate()
  }
}

/// The constants of a blend of two images by shares and gains.
public struct GainBlendSettings: Sendable, Equatable {
  /// Pixels a side of the window whose mean a detail differs from; odd, 1 to 255.
  public var window = 15
  /// Largest absolute gain, in 0...10.
  public var reach = 0.7
  /// Pixels along each border that the encoders do not see, 0 to 7: many cameras leave a black frame.
  public var frame = 2

  /// The defaults.
  public init() {}

  func validate() throws {
    guard (1...255).contains(window), window % 2 == 1 else {
      throw FusionModelError.configuration(
        "head.window is \(window); an odd number of 1 to 255 is wanted")
    }
    try checkSetting("head.reach", reach, in: 0...10)
    guard (0...7).contains(frame) else {
      throw FusionModelError.configuration("head.frame is \(frame); 0 to 7 is wanted")
    }
  }
}

extension CentredContrast {
  func validate() throws {
    try checkSetting("head.contrast.minimumShare", minimumShare, in: 0...1)
    try checkSetting("head.contrast.contrast", contrast, in: 0...1)
    try checkSetting("head.contrast.maximumGain", maximumGain, in: 1...2)
    try checkSetting("head.contrast.levelling", levelling, in: 0...1)
    try checkSetting("head.contrast.softening", softening, in: 0...0.25)
  }
}

/// Throws `FusionModelError` unless `value` lies within `range`.
private func checkSetting(_ name: String, _ value: Double, in range: ClosedRange<Double>) throws {
  guard range.contains(value) else {
    throw FusionModelError.configuration(
      "\(name) is \(value); \(range.lowerBound) to \(range.upperBound) is wanted")
  }
}
