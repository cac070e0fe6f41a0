// SPDX-License-Identifier: Apache-2.0

/// An orthogonal wavelet.
public enum Wavelet: String, CaseIterable, Sendable {
  /// Haar: sums and differences of neighbors.
  case haar
  /// Daubechies with two vanishing moments ("db2"): four taps.
  case daubechies2

  /// The low-pass filter h; its squares sum to 1. Source: Daubechies, "Orthonormal Bases of
  /// Compactly Supported Wavelets", Communications on Pure and Applied Mathematics 41 (1988).
  var lowPass: [Double] {
    switch self {
    case .haar: return [1, 1].map { $0 / (2 as Double).squareRoot() }
    case .daubechies2:
      let root = (3 as Double).squareRoot()
      return [1 + root, 3 + root, 3 - root, 1 - root].map { $0 / (4 * (2 as Double).squareRoot()) }
    }
  }

  /// The high-pass filter: g_k = (-1)^k h_(n-1-k).
  var highPass: [Double] {
    lowPass.reversed().enumerated().map { $0 % 2 == 0 ? $1 : -$1 }
  }
}
