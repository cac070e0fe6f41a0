// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `differenceCorrelationLoss(first:second:fused:)` as a part of phase two.
  public static let differences = FusionLoss(
    name: "differences",
    summary: "-SCD / 2: what `F` has beyond one source correlates with the other",
    source: "Aslantas and Bendes 2015", defaultWeight: 0.4
  ) { differenceCorrelationLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// Minus SCD, the sum of the correlations of differences (Aslantas and Bendes 2015), over two: what
/// the fused image has beyond one source should be what the other one shows. Not among the paper's
/// losses.
///
/// `-(CC(F - b, a) + CC(F - a, b)) / 2`, CC of ``correlation(_:_:)``. Shape: `[N, 1, H, W]` each; a
/// scalar in -1...1.
package func differenceCorrelationLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  (correlation(fused - second, first) + correlation(fused - first, second)) * -0.5
}
