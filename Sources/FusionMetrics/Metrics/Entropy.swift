// SPDX-License-Identifier: Apache-2.0

// EN. J. W. Roberts, J. van Aardt, F. Ahmed, "Assessment of image fusion procedures using entropy,
// image quality, and multispectral classification", Journal of Applied Remote Sensing 2, 2008.

extension Metric {
  /// EN = -sum p_k log2 p_k over the gray levels k of F; p_k is the share of pixels at level k.
  public static let entropy = Metric(
    name: "EN", title: "entropy",
    summary: "How much information the fused image's histogram holds.",
    reference: "Roberts, van Aardt, Ahmed 2008", needsSources: false,
    cddfuse: MetricConvention(.bits, 0...8) { bits(ofHistogram: $0.fusedHistogram) })
}

private func bits(ofHistogram counts: [Int]) -> Double {
  let total = Double(counts.reduce(0, +))
  let shares = counts.filter { $0 > 0 }.map { Double($0) / total }
  // 0 - x rather than -x: a constant image scores 0, not -0.
  return 0 - shares.reduce(0) { $0 + $1 * binaryLogarithm($1) }
}
