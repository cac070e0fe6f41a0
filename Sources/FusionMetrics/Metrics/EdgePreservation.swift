// Qabf. C. S. Xydeas, V. Petrovic, "Objective image fusion performance measure", Electronics Letters
// 36, 2000; L = 1 is the power of the weights.

extension Metric {
  /// Qabf = sum(QAF gA + QBF gB) / sum(gA + gB), where g is the Sobel gradient's magnitude and QXF
  /// tells how much of source X's edge is left in F.
  ///
  /// `cddfuse` pads with zeros, which makes an edge round the frame, and departs from the paper where
  /// gradients are equal and where angles differ by more than a right angle. `standard` follows the
  /// paper, leaves out the outermost pixels, and scores 1 where both sources are constant.
  public static let edgePreservation = Metric(
    name: "Qabf", title: "edge preservation",
    summary: "How much of the sources' edges is left in the fused image.",
    reference: "Xydeas, Petrovic 2000", minimumSide: 3,
    cddfuse: MetricConvention(.none, 0...1) { preservation(in: $0.scene, .asPublished) },
    standard: MetricConvention(.none, 0...1) {
      let share = preservation(in: $0.scene, .asDefined)
      return share.isNaN ? 1 : share
    })
}

/// The two readings of the definition.
private enum Reading {
  /// The evaluation code of CDDFuse.
  case asPublished
  /// The paper.
  case asDefined
}

private func preservation(in scene: FusionScene, _ reading: Reading) -> Double {
  let padding = reading == .asPublished ? 1 : 0
  let fused = EdgeMap(scene.fused, padding: padding)
  let terms = [scene.first, scene.second].map { source in
    preserved(of: EdgeMap(source, padding: padding), in: fused, reading)
  }
  return (terms[0].preserved + terms[1].preserved) / (terms[0].total + terms[1].total)
}

/// sum(QXF gX) and sum(gX) of one source.
private func preserved(
  of source: EdgeMap, in fused: EdgeMap, _ reading: Reading
) -> (preserved: Double, total: Double) {
  var (sum, total) = (0.0, 0.0)
  for i in source.strengths.indices where source.strengths[i] > 0 {
    let ratio = strengthRatio(source.strengths[i], fused.strengths[i], reading)
    let alignment = alignment(abs(source.angles[i] - fused.angles[i]), reading)
    sum += quality(ratio, alignment) * source.strengths[i]
    total += source.strengths[i]
  }
  return (sum, total)
}

/// G: the weaker gradient over the stronger. Equal ones give 1 by the paper, and the fused image's
/// own gradient in the published code.
@inline(__always)
private func strengthRatio(_ source: Double, _ fused: Double, _ reading: Reading) -> Double {
  if source == fused { return reading == .asPublished ? fused : 1 }
  return source > fused ? fused / source : source / fused
}

/// A: 1 for equal angles, 0 for right ones. The published code goes on to -1 for opposite ones, which
/// are one direction by the paper.
@inline(__always)
private func alignment(_ difference: Double, _ reading: Reading) -> Double {
  let aligned = 1 - difference / (.pi / 2)
  return reading == .asPublished ? aligned : abs(aligned)
}

/// Qg Qa, with the paper's constants.
@inline(__always)
private func quality(_ ratio: Double, _ alignment: Double) -> Double {
  let strength = 1 + exponential(-15 * (ratio - 0.5))
  let direction = 1 + exponential(-22 * (alignment - 0.8))
  return 0.9994 * 0.9879 / (strength * direction)
}
