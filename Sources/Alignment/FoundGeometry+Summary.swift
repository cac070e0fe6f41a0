// SPDX-License-Identifier: Apache-2.0

import Foundation

extension FoundGeometry {
  /// In numbers: "52 % sure: 62 % of the parts found, score 0.42, residual 1.3 pixels, from 3
  /// pairs"; and what mutual information made of it.
  package var summary: String {
    let (sure, share) = (Int((100 * confidence).rounded()), Int((100 * foundShare).rounded()))
    let agreement = score > -1 ? String(format: "score %.2f", score) : "edges not compared"
    return "\(sure) % sure: \(share) % of the parts found, \(agreement), "
      + String(format: "residual %.1f pixels, from ", residual)
      + pairCountText(pairCount) + (information.map { "; \($0)" } ?? "")
  }
}

/// "1 pair" or "3 pairs".
package func pairCountText(_ count: Int) -> String { count == 1 ? "1 pair" : "\(count) pairs" }
