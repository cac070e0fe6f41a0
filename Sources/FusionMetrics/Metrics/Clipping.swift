// SPDX-License-Identifier: Apache-2.0

// Clip. This project: what is black or white in the fused image alone has been lost there.

import Imaging

extension Metric {
  /// The share of pixels, in percent, that are 0 or 255 in F and not so in A nor B.
  public static let clipping = Metric(
    name: "Clip", title: "clipped pixels",
    summary: "Percent of pixels that are black or white in the fused image alone.",
    reference: "this project", direction: .lowerIsBetter,
    cddfuse: MetricConvention(.percent, 0...100) { clipped(in: $0.triple) })
}

private func clipped(in triple: FusedTriple) -> Double {
  let levels = zip(triple.fused.levels, zip(triple.first.levels, triple.second.levels))
  let count = levels.count { fused, sources in
    (fused == 0 || fused == 255) && sources.0 != fused && sources.1 != fused
  }
  return 100 * Double(count) / Double(triple.size.pixelCount)
}
