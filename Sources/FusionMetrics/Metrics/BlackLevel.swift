// SPDX-License-Identifier: Apache-2.0

// Black. This project: gray where both sensors saw nothing raises entropy, and veils a scan.

extension Metric {
  /// The mean level of F over the pixels at which A and B are both 0. Not-a-number where there are
  /// fewer than 16 of them.
  public static let blackLevel = Metric(
    name: "Black", title: "level of black",
    summary: "Mean level of the fused image where both sources are black.",
    reference: "this project", direction: .lowerIsBetter,
    cddfuse: MetricConvention(.levels, 0...255) { analysis in
      let triple = analysis.triple
      let black = triple.fused.levels.indices.filter {
        triple.first.levels[$0] == 0 && triple.second.levels[$0] == 0
      }
      guard black.count >= 16 else { return .nan }
      let sum = black.reduce(0) { $0 + Int(triple.fused.levels[$1]) }
      return Double(sum) / Double(black.count)
    })
}
