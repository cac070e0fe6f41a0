// SPDX-License-Identifier: Apache-2.0

extension PointMatch {
  /// The places that a text names: `x,y:x,y`, the first image's before the colon; nil for any
  /// other.
  package init?(_ text: String) {
    let places = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { finiteNumbers(String($0), count: 2) }
    guard places.count == 2, let first = places[0], let second = places[1] else { return nil }
    self.init(first: SIMD2(first[0], first[1]), second: SIMD2(second[0], second[1]))
  }
}

/// So many finite numbers with commas between them; nil for anything else.
package func finiteNumbers(_ text: String, count: Int) -> [Double]? {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
  return parts.count == count && numbers.count == count ? numbers : nil
}
