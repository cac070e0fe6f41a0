// SPDX-License-Identifier: Apache-2.0

/// The mean of those numbers that are finite: the others are scores of pictures that have nothing
/// for the metric to look at. Not-a-number where there is none.
package func finiteMean(_ values: [Double]) -> Double {
  let finite = values.filter(\.isFinite)
  return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
}
