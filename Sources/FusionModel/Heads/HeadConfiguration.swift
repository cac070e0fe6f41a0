// SPDX-License-Identifier: Apache-2.0

public import Fusion

/// What is made of a decoder's output: the last part of a network, with its constants.
///
/// The constants are part of a trained model and stand in its weight file. In JSON it is an object
/// whose `kind` is `grayLevel` or `gainBlend`.
public enum HeadConfiguration: Sendable, Equatable {
  /// The decoder's image is the fused one, as in the paper.
  case grayLevel(contrast: CentredContrast?)
  /// A blend of both images (``GainBlendSettings``): the decoder gives the share of the first at
  /// each pixel and gains for the detail and the contrast of either.
  case gainBlend(GainBlendSettings, contrast: CentredContrast?)

  /// What gives the whole image its contrast; nil leaves it as it is.
  public var contrast: CentredContrast? {
    switch self {
    case .grayLevel(let contrast), .gainBlend(_, let contrast): contrast
    }
  }

  /// Numbers a side that each position of the decoder gives besides the image's.
  var subdivision: Int {
    switch self {
    case .grayLevel: 1
    case .gainBlend(let settings, _): settings.subdivision
    }
  }

  /// Which head it is.
  var kind: Kind {
    switch self {
    case .grayLevel: .grayLevel
    case .gainBlend: .gainBlend
    }
  }

  /// The head with these constants.
  package func make() -> any FusionHead {
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
