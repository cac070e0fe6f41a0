// SPDX-License-Identifier: Apache-2.0

/// The constants of a blend of two images by shares and gains.
public struct GainBlendSettings: Sendable, Equatable {
  /// Pixels a side of the window whose mean a detail differs from; odd, 1 to 255.
  public var window = 15
  /// Largest absolute gain, in 0...10.
  public var reach = 0.7
  /// Gains a side that each position of the decoder gives: 1, 2 or 4, at most
  /// ``ModelConfiguration/unshuffle``.
  public var subdivision = 1
  /// Pixels along each border that the encoders do not see, 0 to 7: many cameras leave a black
  /// frame.
  public var frame = 2

  /// The defaults.
  public init() {}

  func validate() throws {
    guard (1...255).contains(window), window % 2 == 1 else {
      throw FusionModelError.configuration(
        "head.window is \(window); an odd number of 1 to 255 is wanted")
    }
    try checkSetting("head.reach", reach, in: 0...10)
    guard [1, 2, 4].contains(subdivision) else {
      throw FusionModelError.configuration(
        "head.subdivision is \(subdivision); 1, 2 or 4 is wanted")
    }
    guard (0...7).contains(frame) else {
      throw FusionModelError.configuration("head.frame is \(frame); 0 to 7 is wanted")
    }
  }
}
