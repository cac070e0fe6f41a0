// SPDX-License-Identifier: Apache-2.0

// Foreign. This project: rims, halos and invented patterns are what no mixture of the sources
// explains. K. He, J. Sun, X. Tang, "Guided image filtering", ECCV 2010, has the local linear
// model; V. Petrovic, C. Xydeas, "Objective image fusion performance characterisation", ICCV 2005,
// count gradients of F that no source has.

import Imaging

extension Metric {
  /// The share, in percent, of F's local variance that no mixture of the sources explains:
  /// sum var(F - a A - b B) / sum var F over the 9x9 windows, 3 apart, in which var F is above 4,
  /// with a and b by least squares in each window (ridge: 1 level squared). Not-a-number where
  /// there is no such window.
  ///
  /// 0 where F is a mixture whose shares do not change within a window, whatever its gains and
  /// its brightness; rounding to whole levels adds 2 percent at most.
  public static let foreignStructure = Metric(
    name: "Foreign", title: "structure of neither source",
    summary: "Percent of local variance that no local mixture of the sources explains.",
    reference: "this project", direction: .lowerIsBetter, minimumSide: windowSide,
    cddfuse: MetricConvention(.percent, 0...100) { foreignShare(in: $0.triple) })
}

private let windowSide = 9

private func foreignShare(in triple: FusedTriple) -> Double {
  let width = triple.size.width
  let planes = [triple.first, triple.second, triple.fused].map { $0.levels.map(Double.init) }
  var (foreign, all) = (0.0, 0.0)
  for origin in patchOrigins(
    width: width, height: triple.size.height, side: windowSide, step: windowSide / 3)
  {
    let moments = PatchMoments(
      planes[0], planes[1], planes[2], origin: origin, side: windowSide, stride: width)
    guard moments.variances.2 > 4 else { continue }
    foreign += moments.unexplainedVariance
    all += moments.variances.2
  }
  return 100 * foreign / all
}

extension PatchMoments {
  /// The variance of the third that the best mixture of the first two leaves.
  fileprivate var unexplainedVariance: Double {
    let (ridge, both) = (1.0, covariances.0)
    let (first, second) = (variances.0 + ridge, variances.1 + ridge)
    let determinant = first * second - both * both
    let a = (second * covariances.1 - both * covariances.2) / determinant
    let b = (first * covariances.2 - both * covariances.1) / determinant
    let mixture = a * a * variances.0 + b * b * variances.1 + 2 * a * b * both
    return max(0, variances.2 - 2 * (a * covariances.1 + b * covariances.2) + mixture)
  }
}
