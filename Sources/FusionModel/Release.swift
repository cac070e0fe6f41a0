// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Versions of this package and of what it stands on.
public enum Release {
  /// This package's version.
  public static let version = "0.2.0"

  /// The version of LibTorch in use, such as `2.13.0`.
  public static var engineVersion: String { Engine.version }
}
