// SPDX-License-Identifier: Apache-2.0

/// How one sample is stored.
public enum Depth: Sendable, Hashable, CaseIterable {
  /// 0...255.
  case uint8
  /// 0...65535.
  case uint16
  /// 0...1 nominally.
  case float
}
