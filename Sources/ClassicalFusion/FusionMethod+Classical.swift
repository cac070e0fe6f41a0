// SPDX-License-Identifier: Apache-2.0

public import Fusion
public import Imaging

extension ClassicalMethod: FusionMethod {
  /// Its name on the command line, such as "centred-max".
  public var name: String { rawValue }

  /// Fuses two luminances, as the type says.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async -> Plane {
    switch self {
    case .centredMax: CentredMaximum(for: context.subject).fuse(pair)
    default: fuse(pair.first, pair.second, subject: context.subject)
    }
  }
}

extension CentredMaximum: FusionMethod {
  /// "centred-max".
  public var name: String { ClassicalMethod.centredMax.name }

  /// Fuses two luminances, as the type says.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async -> Plane {
    fuse(pair)
  }
}

extension LaplacianPyramidFusion: FusionMethod {
  /// "laplacian".
  public var name: String { ClassicalMethod.laplacian.name }

  /// Fuses two luminances, as the type says.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async -> Plane {
    fuse(pair.first, pair.second)
  }
}

extension WaveletFusion: FusionMethod {
  /// "wavelet".
  public var name: String { ClassicalMethod.wavelet.name }

  /// Fuses two luminances, as the type says.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async -> Plane {
    fuse(pair.first, pair.second)
  }
}

extension GuidedFilterFusion: FusionMethod {
  /// "guided".
  public var name: String { ClassicalMethod.guided.name }

  /// Fuses two luminances, as the type says.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async -> Plane {
    fuse(pair.first, pair.second)
  }
}
