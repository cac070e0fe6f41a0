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
    try check("share", share, in: 0...0.9)
    let least = [
      ("pairs", pairs, 0), ("side", side, 32), ("previews", previews, 0), ("interval", interval, 1),
    ]
    for (name, value, bound) in least where value < bound {
      throw TrainingError.configuration(
        "validation.\(name) is \(value); at least \(bound) is wanted")
    }
  }
}
