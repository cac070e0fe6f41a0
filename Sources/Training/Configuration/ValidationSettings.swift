// SPDX-License-Identifier: Apache-2.0

/// What is measured on pairs that are kept from training.
public struct ValidationSettings: Codable, Sendable, Equatable {
  /// The share of each data folder's pairs that is kept from training.
  public var share = 0.1
  /// The most pairs that are measured, spread evenly over those kept.
  public var pairs = 16
  /// Pixels a side of the centred square that is measured.
  public var side = 256
  /// The pairs that are drawn as panels.
  public var previews = 4
  /// Epochs between measurements.
  public var interval = 1

  /// The defaults.
  public init() {}

  func validate() throws {
    try checkSetting("validation.share", share, in: 0...0.9)
    try checkSetting("validation.pairs", pairs, in: 0...1_000_000)
    try checkSetting("validation.side", side, in: 32...16384)
    try checkSetting("validation.previews", previews, in: 0...1_000_000)
    try checkSetting("validation.interval", interval, in: 1...1_000_000)
  }
}
