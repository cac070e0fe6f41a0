// SPDX-License-Identifier: Apache-2.0

/// What a network expects of its inputs and what its output means: a small JSON file beside it.
///
///     {"order": ["second", "first"], "channels": "rgb", "inputRange": [-1, 1],
///      "sizeMultiple": 16, "outputRange": "found"}
///
/// Every key may be left out; a key that is none is an error. What a network sees of an image is
/// its luminance: color goes back on the result, as with all other methods.
public struct NetworkConventions: Sendable, Equatable {
  /// One of the two images.
  public enum Member: String, Codable, Sendable, CaseIterable {
    /// The visible image, or the MRI.
    case first
    /// The infrared image, or CT, PET or SPECT.
    case second
  }

  /// How many channels an image has.
  public enum Channels: String, Codable, Sendable, CaseIterable {
    /// One.
    case gray
    /// Three equal ones.
    case rgb
    /// Three equal ones of the first image, one of the second.
    case rgbAndGray = "rgb+gray"
  }

  /// What values of the output are black and white.
  public enum OutputRange: Sendable, Equatable {
    /// These two; what lies beyond is cut.
    case fixed(ClosedRange<Double>)
    /// The lowest and the highest value of each picture, as some authors' programs stretch theirs.
    case found
  }

  /// `order`: which image is the first input and which the second.
  public var order = [Member.first, .second]
  /// `channels`: of each image; one of `gray`, `rgb`, `rgb+gray`.
  public var channels = Channels.gray
  /// `stacked`: whether both images are the channels of a single input, in ``order``.
  public var isStacked = false
  /// `inputRange`: what black and white are, such as `[0, 1]`, `[-1, 1]` or `[0, 255]`.
  public var inputRange = 0.0...1.0
  /// `mean`: is taken off the values of ``inputRange``: one number, or one a channel of `rgb`.
  public var mean = [0.0]
  /// `deviation`: the values are divided by it after that: one number, or one a channel of `rgb`.
  public var deviation = [1.0]
  /// `sizeMultiple`: sides are made multiples of this many pixels, 1 to 512: the images are
  /// mirrored at the right and the lower edge, and the result is cut.
  public var sizeMultiple = 1
  /// `output`: the number of the result, from 0, where the network gives several.
  public var output = 0
  /// `outputRange`: two numbers, or `"found"`.
  public var outputRange = OutputRange.fixed(0...1)

  /// Two gray images of 0...1, and a gray image of 0...1.
  public init() {}

  /// - Throws: ``ImportedModelError`` of the code `conventions` that names the key at fault.
  public func validate() throws {
    try require(
      Set(order).count == 2 && order.count == 2, "order", "\(order.map(\.rawValue))",
      "\"first\" and \"second\", each once,")
    try require(
      inputRange.lowerBound < inputRange.upperBound, "inputRange", inputRange.text,
      "a lower and a higher number")
    if case .fixed(let range) = outputRange {
      try require(
        range.lowerBound < range.upperBound, "outputRange", range.text,
        "a lower and a higher number")
    }
    try requireNumbers("mean", mean) { _ in true }
    try requireNumbers("deviation", deviation) { $0 > 0 }
    try require((1...512).contains(sizeMultiple), "sizeMultiple", "\(sizeMultiple)", "1 to 512")
    try require((0...63).contains(output), "output", "\(output)", "0 to 63")
  }

  /// What each input is given, such as `second [1, 3, H, W]`.
  public var inputSummaries: [String] {
    let names = order.map(\.rawValue)
    let channels = order.map(channelCount)
    let inputs =
      isStacked
      ? [(names.joined(separator: " and "), channels.reduce(0, +))] : Array(zip(names, channels))
    return inputs.map { "\($0) [1, \($1), H, W]" }
  }

  /// How many inputs the network has.
  var inputCount: Int { isStacked ? 1 : 2 }

  /// How many channels an image has.
  func channelCount(of member: Member) -> Int {
    switch channels {
    case .gray: 1
    case .rgb: 3
    case .rgbAndGray: member == .first ? 3 : 1
    }
  }

  private func requireNumbers(
    _ key: String, _ values: [Double], _ isFine: (Double) -> Bool
  ) throws {
    try require(
      values.count == 1 || values.count == 3 && channels == .rgb, key, "\(values)",
      channels == .rgb ? "a list of one number or three" : "a list of one number")
    let kind = key == "mean" ? "finite numbers" : "positive numbers"
    try require(values.allSatisfy { $0.isFinite && isFine($0) }, key, "\(values)", kind)
  }

  private func require(_ holds: Bool, _ key: String, _ found: String, _ wanted: String) throws {
    guard !holds else { return }
    throw ImportedModelError(
      .conventions, "\(key) is \(found); \(wanted) \(wanted.hasSuffix("s") ? "are" : "is") wanted")
  }
}

extension ClosedRange<Double> {
  fileprivate var text: String { "[\(lowerBound), \(upperBound)]" }
}
