// SPDX-License-Identifier: Apache-2.0

// VIF. H. R. Sheikh, A. C. Bovik, "Image information and visual quality", IEEE Transactions on
// Image Processing 15, 2006, in the pixel domain and at four scales (`vifp_mscale` of the authors'
// code).

extension Metric {
  /// VIF = vif(A,F) + vif(B,F) in `cddfuse`, their mean in `standard`: the information that F holds
  /// about a source, over the information of that source; 1 where the source is constant.
  public static let visualInformationFidelity = Metric(
    name: "VIF", title: "visual information fidelity",
    summary: "How much of what an eye sees in the sources it sees in the fused image.",
    reference: "Sheikh, Bovik 2006", minimumSide: 41,
    cddfuse: MetricConvention(.none, 0 ... .infinity) { fidelities(in: $0.triple) },
    standard: MetricConvention(.none, 0 ... .infinity) { fidelities(in: $0.triple) / 2 })
}

/// The sum over both sources.
private func fidelities(in triple: FusedTriple) -> Double {
  var planes = [triple.fused, triple.first, triple.second].map { NumberPlane($0) }
  var (first, second) = (ScaleInformation(), ScaleInformation())
  for side in [17, 9, 5, 3] {
    let window = GaussianWindow(side: side)
    if side < 17 { planes = planes.map { $0.halved(window) } }
    add(planes, window, to: &first, &second)
  }
  return fidelity(first) + fidelity(second)
}

private func fidelity(_ information: ScaleInformation) -> Double {
  let ratio = information.preserved.total / information.available.total
  return ratio.isNaN ? 1 : ratio
}

/// Adds one scale of F, A and B.
private func add(
  _ planes: [NumberPlane], _ window: GaussianWindow,
  to first: inout ScaleInformation, _ second: inout ScaleInformation
) {
  let (reach, fused) = (window.reach, planes[0])
  let columns = fused.width - 2 * reach
  var moments = WindowMoments(window: window, plane: fused)
  for row in reach..<fused.height - reach {
    moments.average(fused, planes[1], planes[2], around: row) { means, stride in
      func row(_ quantity: Int) -> UnsafePointer<Double> { means + quantity * stride }
      first.add(
        fused: row(0), fusedSquares: row(3), source: row(1), sourceSquares: row(4),
        products: row(6), count: columns)
      second.add(
        fused: row(0), fusedSquares: row(3), source: row(2), sourceSquares: row(5),
        products: row(7), count: columns)
    }
  }
}
