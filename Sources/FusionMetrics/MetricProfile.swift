// SPDX-License-Identifier: Apache-2.0

/// Which of two sets of definitions a score follows. The article <doc:Definitions> has both side by
/// side.
public enum MetricProfile: String, CaseIterable, Sendable {
  /// What the published tables of this line of papers were computed with, its oddities included:
  /// the evaluation code of CDDFuse. Terms for the two sources are added, mutual information is in
  /// nats, SSIM takes 2 for the range of the data.
  case cddfuse
  /// The metrics as first defined: averages over the sources where the definition knows one
  /// reference, mutual information in bits, SSIM with range 255, and a stated value where an image
  /// is constant.
  case standard
}
