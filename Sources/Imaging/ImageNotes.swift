// SPDX-License-Identifier: Apache-2.0

/// What an image's file says of it besides its samples.
public struct ImageNotes: Sendable, Equatable {
  /// What is odd about the file, a line each, without its path: damage that costs no pixel, pages
  /// that were not read.
  public var warnings: [String] = []
  /// What was taken of a file that holds more than one picture, a line each, without its path.
  public var remarks: [String] = []
  /// What a tag says that the numbers count; nil where none does.
  public var unit: TemperatureUnit?
  /// Whether the numbers are a sensor's own, of which no unit is to be guessed.
  package var isRelative = false
  /// Where 0 is white in the file: what the file's number is subtracted from for the sample, so
  /// that the sample rises with brightness as others do. Nil where 0 is black.
  package var inversion: Float?

  /// Nothing.
  public init() {}
}
