// SPDX-License-Identifier: Apache-2.0

/// The networks that weight files may be of.
package enum FusionNetworks {
  /// All of them; one line each.
  package static let all: [any FusionNetwork.Type] = [
    DAEFuse.self
  ]
}
