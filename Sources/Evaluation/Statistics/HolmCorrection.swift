// SPDX-License-Identifier: Apache-2.0

/// p-values corrected for their number, in the order given: with all m sorted from the smallest,
/// the i-th becomes the largest of min(1, (m - j + 1) p_j) over j = 1...i.
///
/// Of reports that mark what is then at most 0.05, at most one in twenty marks a difference that is
/// chance, however the tests depend on each other. Source: Holm, "A Simple Sequentially Rejective
/// Multiple Test Procedure", Scandinavian Journal of Statistics 6 (1979).
package func holmCorrected(_ pValues: [Double]) -> [Double] {
  var (corrected, largest) = (pValues, 0.0)
  let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
  for (smaller, index) in order.enumerated() {
    largest = max(largest, min(1, Double(pValues.count - smaller) * pValues[index]))
    corrected[index] = largest
  }
  return corrected
}
