// SPDX-License-Identifier: Apache-2.0

// Qabf, QAF, QBF. C. S. Xydeas, V. Petrovic, "Objective image fusion performance measure",
// Electronics Letters 36, 2000; L = 1 is the power of the weights.

extension Metric {
  /// Qabf = sum(QAF gA + QBF gB) / sum(gA + gB), where g is the Sobel gradient's magnitude and QXF
  /// tells how much of source X's edge is left in F.
  ///
  /// `cddfuse` pads with zeros, which makes an edge round the frame, and departs from the paper
  /// where gradients are equal and where angles differ by more than a right angle. `standard`
  /// follows the paper, leaves out the outermost pixels, and scores 1 where both sources are
  /// constant.
  public static let edgePreservation = Metric(
    name: "Qabf", title: "edge preservation",
    summary: "How much of the sources' edges is left in the fused image.",
    reference: "Xydeas, Petrovic 2000", minimumSide: 3,
    cddfuse: MetricConvention(.none, 0...1) { preservation(in: $0.triple, .asPublished) },
    standard: MetricConvention(.none, 0...1) {
      let share = preservation(in: $0.triple, .asDefined)
      return share.isNaN ? 1 : share
    })

  /// sum(QAF gA) / sum(gA): how much of the edges of A, the infrared image, CT, PET or SPECT, is
  /// left, as `standard` reads Qabf. Not-a-number where A has none.
  ///
  /// Qabf is the mean of this and ``secondEdges``, each weighted by the sum of its source's
  /// gradients, so that it may rise by what the source with less contrast loses.
  public static let firstEdges = Metric(
    name: "QAF", title: "edges of the infrared image kept",
    summary: "How much of the edges of the infrared image is left in the fused image.",
    reference: "Xydeas, Petrovic 2000", minimumSide: 3,
    cddfuse: MetricConvention(.none, 0...1) { edges(in: $0.triple, .asDefined).first.share })

  /// sum(QBF gB) / sum(gB): the same of B, the visible image or the MRI.
  public static let secondEdges = Metric(
    name: "QBF", title: "edges of the visible image kept",
    summary: "How much of the edges of the visible image is left in the fused image.",
    reference: "Xydeas, Petrovic 2000", minimumSide: 3,
    cddfuse: MetricConvention(.none, 0...1) { edges(in: $0.triple, .asDefined).second.share })
}

/// The two readings of the definition.
private enum Reading {
  /// The evaluation code of CDDFuse.
  case asPublished
  /// The paper.
  case asDefined
}

private func preservation(in triple: FusedTriple, _ reading: Reading) -> Double {
  let (first, second) = edges(in: triple, reading)
  return (first.preserved.sum() + second.preserved.sum()) / (first.all.sum() + second.all.sum())
}

private func edges(
  in triple: FusedTriple, _ reading: Reading
) -> (first: EdgeSums, second: EdgeSums) {
  let padding = reading == .asPublished ? 1 : 0
  var fused = EdgeRow(triple.fused, padding: padding)
  var first = EdgeRow(triple.first, padding: padding)
  var second = EdgeRow(triple.second, padding: padding)
  var (firstEdges, secondEdges) = (EdgeSums(), EdgeSums())
  for row in 0..<fused.rowCount {
    fused.read(row)
    first.read(row)
    second.read(row)
    firstEdges.add(first, in: fused, reading)
    secondEdges.add(second, in: fused, reading)
  }
  return (firstEdges, secondEdges)
}

/// Sums over the edges of one source.
private struct EdgeSums {
  /// sum(QXF gX).
  var preserved = SIMD4<Double>.zero
  /// sum(gX).
  var all = SIMD4<Double>.zero

  var share: Double { preserved.sum() / all.sum() }

  mutating func add(_ source: EdgeRow, in fused: EdgeRow, _ reading: Reading) {
    for i in source.strengths.indices {
      let strength = source.strengths[i]
      let ratio = strengthRatio(strength, fused.strengths[i], reading)
      let alignment = alignment(source.angles[i] - fused.angles[i], reading)
      preserved += quality(ratio, alignment) * strength
      all += strength
    }
  }
}

/// G: the weaker gradient over the stronger. Equal ones give 1 by the paper, and the fused image's
/// own gradient in the published code.
@inline(__always)
private func strengthRatio(
  _ source: SIMD4<Double>, _ fused: SIMD4<Double>, _ reading: Reading
) -> SIMD4<Double> {
  let isWeaker = fused .< source
  let weaker = source.replacing(with: fused, where: isWeaker)
  let ratio = weaker / fused.replacing(with: source, where: isWeaker)
  let equal = reading == .asPublished ? fused : SIMD4(repeating: 1)
  return ratio.replacing(with: equal, where: source .== fused)
}

/// A: 1 for equal angles, 0 for right ones. The published code goes on to -1 for opposite ones,
/// which are one direction by the paper.
@inline(__always)
private func alignment(_ difference: SIMD4<Double>, _ reading: Reading) -> SIMD4<Double> {
  let aligned = 1 - magnitude(difference) / (.pi / 2)
  return reading == .asPublished ? aligned : magnitude(aligned)
}

/// Qg Qa, with the paper's constants.
@inline(__always)
private func quality(_ ratio: SIMD4<Double>, _ alignment: SIMD4<Double>) -> SIMD4<Double> {
  let strength = 1 + exponential(-15 * (ratio - 0.5))
  let direction = 1 + exponential(-22 * (alignment - 0.8))
  return 0.9994 * 0.9879 / (strength * direction)
}
