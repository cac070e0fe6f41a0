// SPDX-License-Identifier: Apache-2.0

/// A mistake in how a command was called that the argument parser cannot see.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}
