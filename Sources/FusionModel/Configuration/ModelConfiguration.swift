// SPDX-License-Identifier: Apache-2.0

import Fusion

/// The shape of a network: everything its weights' shapes follow from.
///
/// A preset is a value (``paper``, ``fast``, ``video``, ``tiny``); a weight file carries the one it
/// was trained with. Names in brackets are those of the paper (see the article "From figure to
/// code").
public struct ModelConfiguration: NetworkConfiguration {
  /// Pixels a side whose mean the network sees as one; the image that it decodes, a share for each
  /// of the means, is resized bilinearly. 1 lets it see each pixel.
  public var reduction: Int
  /// Pixels a side that are folded into channels before the first layer and unfolded after the
  /// last; 1 keeps full resolution throughout.
  public var unshuffle: Int
  /// Feature channels C of each encoder and of the decoder.
  public var width: Int
  /// Heads of the attention across channels.
  public var heads: Int
  /// Restormer blocks in the shallow encoder (SE) and in the decoder (RD).
  public var depth: Int
  /// Hidden channels of a gated feed-forward, as a multiple of `width`.
  public var expansion: Int
  /// Channels w of the first ResNet18 stage of the high-frequency encoder (DHE): w, 2w, 4w, 8w.
  public var resnetWidth: Int
  /// Pixels from one window of the stem of that ResNet18 to the next: 1 keeps its first stage at
  /// the resolution of the features, 2 is He et al.'s.
  public var resnetStride: Int
  /// Token width of the Vision Transformer of the low-frequency encoder (DLE).
  public var vitWidth: Int
  /// Its layers.
  public var vitDepth: Int
  /// Its heads.
  public var vitHeads: Int
  /// Tokens a side that share a key and a value in its attention, whose cost falls by the square of
  /// that; 1 is Dosovitskiy et al.'s.
  public var vitPooling: Int
  /// Hidden size of its feed-forward, as a multiple of `vitWidth`.
  public var vitExpansion: Int
  /// How the features of both images become one.
  public var merge: Merge
  /// What is made of the decoder's output.
  public var head: HeadConfiguration

  /// How the features of both images become one.
  public enum Merge: String, Codable, Sendable, CaseIterable {
    /// Each modality's features attend to the other's before both are merged, as in the paper.
    case crossAttention
    /// Both are merged as they are, for ablations.
    case concatenation
  }

  /// Pixels of the input a side that make one token of the low-frequency encoder.
  static let patch = 16
}

extension ModelConfiguration {
  /// The network of the paper, at full resolution. The paper gives no sizes; these are such that
  /// two processor cores train it in days (see `Documentation/Notes/Paper.md`).
  public static let paper = Self(
    reduction: 1, unshuffle: 1, width: 32, heads: 4, depth: 1, expansion: 2, resnetWidth: 32,
    resnetStride: 2,
    vitWidth: 96, vitDepth: 2, vitHeads: 3, vitPooling: 1, vitExpansion: 2,
    merge: .crossAttention, head: .grayLevel(contrast: nil))

  /// The same figure at a quarter of the resolution and narrower; blends the sources, with a
  /// contrast of its own that does not follow steps in the second camera's gain.
  public static let fast = Self(
    reduction: 1, unshuffle: 4, width: 16, heads: 2, depth: 1, expansion: 2, resnetWidth: 8,
    resnetStride: 1,
    vitWidth: 32, vitDepth: 2, vitHeads: 2, vitPooling: 2, vitExpansion: 2,
    merge: .crossAttention, head: .gainBlend(GainBlendSettings(), contrast: .fast))

  /// ``fast`` at half its resolution, an eighth of the images', with as many gains: for films.
  public static var video: Self {
    var configuration = fast
    configuration.reduction = 2
    var blend = GainBlendSettings()
    blend.subdivision = 2  // gains as fine as those of `fast`
    configuration.head = .gainBlend(blend, contrast: .fast)
    return configuration
  }

  /// Small enough for every test.
  public static let tiny = Self(
    reduction: 1, unshuffle: 2, width: 8, heads: 2, depth: 1, expansion: 2, resnetWidth: 4,
    resnetStride: 1,
    vitWidth: 16, vitDepth: 1, vitHeads: 2, vitPooling: 2, vitExpansion: 2,
    merge: .crossAttention, head: .gainBlend(GainBlendSettings(), contrast: CentredContrast()))

  /// The presets under the names that commands and weight files use.
  public static let presets: [(name: String, configuration: Self)] = [
    ("paper", paper), ("fast", fast), ("video", video), ("tiny", tiny),
  ]

  /// Sides of images are padded to a multiple of this: whole tokens, by which attention pools, and
  /// three halvings by the high-frequency encoder.
  public var sizeMultiple: Int {
    let halvings = 8 * unshuffle * resnetStride
    return reduction * max(Self.patch * vitPooling, halvings)
  }

  /// The head's numbers may differ, but not its kind or its subdivision.
  public func takesWeights(of other: Self) -> Bool {
    var alike = other
    if (head.kind, head.subdivision) == (other.head.kind, other.head.subdivision) {
      alike.head = head
    }
    return self == alike
  }

  /// 1024 at the resolution that the network computes at.
  public var automaticTileSide: Int { 1024 * unshuffle * reduction }

  /// Whole tokens.
  public var tileAlignment: Int { Self.patch * reduction }

  /// The parameters of the largest matrices: nearly all of the network's.
  public var leastParameterCount: Int {
    let restormer = (4 + 3 * expansion) * width * width
    let residual = 9 * 298 * resnetWidth * resnetWidth  // the 3x3 convolutions of ResNet18
    let transformer = (4 + 2 * vitExpansion) * vitWidth * vitWidth
    let patch = Self.patch / unshuffle
    return 2 * depth * restormer + residual + vitDepth * transformer
      + patch * patch * width * vitWidth + 40 * width * width
  }

  /// Throws `FusionModelError` unless a network can be built so.
  public func validate() throws {
    let positive = [
      ("width", width), ("heads", heads), ("depth", depth), ("expansion", expansion),
      ("resnetWidth", resnetWidth), ("vitWidth", vitWidth), ("vitDepth", vitDepth),
      ("vitHeads", vitHeads), ("vitExpansion", vitExpansion),
    ]
    if let (name, value) = positive.first(where: { !(1...4096).contains($0.1) }) {
      throw FusionModelError.configuration("\(name) is \(value); 1 to 4096 is wanted")
    }
    guard [1, 2, 4].contains(reduction) else {
      throw FusionModelError.configuration("reduction is \(reduction); 1, 2 or 4 is wanted")
    }
    guard [1, 2, 4].contains(unshuffle) else {
      throw FusionModelError.configuration("unshuffle is \(unshuffle); 1, 2 or 4 is wanted")
    }
    guard [1, 2].contains(resnetStride) else {
      throw FusionModelError.configuration("resnetStride is \(resnetStride); 1 or 2 is wanted")
    }
    guard [1, 2, 4].contains(vitPooling) else {
      throw FusionModelError.configuration("vitPooling is \(vitPooling); 1, 2 or 4 is wanted")
    }
    guard width % heads == 0, width % 2 == 0 else {
      throw FusionModelError.configuration(
        "width \(width) is not even or no multiple of \(heads) heads")
    }
    guard vitWidth % vitHeads == 0 else {
      throw FusionModelError.configuration(
        "vitWidth \(vitWidth) is no multiple of \(vitHeads) heads")
    }
    try head.validate()
    guard head.subdivision <= unshuffle else {
      throw FusionModelError.configuration(
        "head.subdivision is \(head.subdivision); at most unshuffle, \(unshuffle), is wanted")
    }
  }
}

extension CentredContrast {
  /// Of ``ModelConfiguration/fast`` and ``ModelConfiguration/video``: black stays black, and a step
  /// in the second camera's gain does not move the brightness.
  fileprivate static var fast: Self {
    var rule = Self()
    (rule.contrast, rule.maximumGain) = (0.285, 1.7)
    (rule.brightness, rule.black) = (.steady, 0.004)
    return rule
  }
}
