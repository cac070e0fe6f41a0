// SPDX-License-Identifier: Apache-2.0

/// The type a network multiplies in.
public enum ComputePrecision: String, Sendable, CaseIterable {
  /// What is faster: bfloat16 on CUDA devices; on CPUs whose bfloat16 instructions this package
  /// uses (AVX-512 with BF16), as a measurement on this machine says; else float32.
  ///
  /// bfloat16 changes pixels: for the shipped weights by less than 0.1 gray levels on average.
  case auto
  case float32
  /// On CPUs with those instructions, products are of numbers rounded to bfloat16, their sums and
  /// all else float32. Elsewhere everything is bfloat16.
  case bfloat16
}
