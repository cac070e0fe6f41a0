// SPDX-License-Identifier: Apache-2.0

/// A method's name, and where its fused images lie.
struct NamedPath {
  let name: String
  let path: String
}
