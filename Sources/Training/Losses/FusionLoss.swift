// SPDX-License-Identifier: Apache-2.0

import Tensors

/// A loss of phase two: a function of a fused batch, and what there is to know about it.
///
/// The configuration's names, its checks, its defaults and the documentation's table all follow
/// from ``all``.
public struct FusionLoss: Sendable {
  /// The name in settings and reports, such as "texture".
  public let name: String
  /// What it measures, in one sentence.
  public let summary: String
  /// Where it was defined: an equation of the paper, a publication, or the metric it is a form of.
  public let source: String
  /// The weight in the sum of losses unless the settings name another; 0 or more.
  public let defaultWeight: Double
  /// Whether it is one of the paper's, (15) and (16). These are computed and reported with a weight
  /// of 0, too; the others are left out then.
  public let isOfThePaper: Bool
  /// The loss, a scalar, from float32 images.
  let value: @Sendable (FusedBatch) -> Tensor

  init(
    name: String, summary: String, source: String, defaultWeight: Double,
    isOfThePaper: Bool = false, value: @escaping @Sendable (FusedBatch) -> Tensor
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.defaultWeight = defaultWeight
    self.isOfThePaper = isOfThePaper
    self.value = value
  }
}
