// SPDX-License-Identifier: Apache-2.0

import Cameras
import Foundation
import HTTPTypes
import Hummingbird
import Imaging

/// `POST /v1/inspect`: what an image is, and how it looks.
func inspect(_ call: ServiceCall, _ state: ServiceState) async throws -> Response {
  let form = try await received(call, files: ["image"], options: [], state)
  var cost = ImageCost(state.settings.limits)
  let bytes = try form.file("image")
  let file = NamedFile(name: "image", bytes: bytes, policy: try cost.add(bytes, name: "image"))
  try cost.reserve(in: form.share, beside: bytes.count)
  let seen = try await state.jobs.run(for: call.presence, holding: form.share) { _ in
    try Inspection.of(file)
  }
  return Response(json: seen)
}

/// What an image is.
final class Inspection: Encodable, Sendable {
  /// What is black and white.
  struct Range: Encodable {
    let low, high: Float
    /// `type`: of the samples' type; `found`: what the pixels use.
    let how: String
  }

  /// How many pixels lie in each of 256 steps from `low` to `high`.
  struct Histogram: Encodable {
    let low, high: Float
    let counts: [Int]
  }

  let width, height, channels, bits: Int
  /// What the numbers count: levels, C, K, cK or one.
  let unit: String
  /// Whether the file is a pair by itself.
  let radiometric: Bool
  let range: Range
  let histogram: Histogram
  /// A PNG file of 8 bits, in base64.
  let preview: String
  /// The thermal image of a file that is a pair.
  let second: Inspection?
  let notes: [String]

  /// Looks at a file.
  ///
  /// - Throws: `ImagingError`, `CamerasError`.
  static func of(_ file: NamedFile) throws -> Inspection {
    if let shot = try RadiometricImage(encoded: file.bytes, path: file.name, policy: file.policy),
      let photo = shot.photo
    {
      let thermal = try Inspection(try file.image(.second), second: nil)
      return try Inspection(photo, second: thermal)
    }
    return try Inspection(try file.image(.second), second: nil)
  }

  private init(_ image: Image, second: Inspection?) throws {
    (width, height) = (image.size.width, image.size.height)
    channels = image.colorModel.channelCount + (image.alpha == nil ? 0 : 1)
    bits = image.samples.depth.bits
    let found = image.foundRange()
    let shown = found ?? image.wholeRange
    unit = shown.unit?.symbol ?? (image.samples.depth == .float && found == nil ? "one" : "levels")
    range = Range(low: shown.low, high: shown.high, how: found == nil ? "type" : "found")
    histogram = Histogram(of: image, shown)
    preview = try image.preview(in: found)
    (radiometric, self.second) = (second != nil, second)
    notes = image.notes.warnings + image.notes.remarks
  }
}

extension Inspection.Histogram {
  /// Over all values where a range was found among them, else over the range of the type.
  fileprivate init(of image: Image, _ shown: BrightnessRange) {
    let ranked = image.rankedNumbers(excluding: nil)
    let isFound = shown.levelCount != nil && ranked.count > 0
    let low = isFound ? min(ranked.quantile(0), shown.lowSample) : shown.lowSample
    let high = isFound ? max(ranked.quantile(1), shown.highSample) : shown.highSample
    var counts = [Int](repeating: 0, count: 256)
    let width = high - low
    for (value, count) in ranked.runs where value.isFinite {
      let place = width > 0 ? (value - low) / width * 256 : 0
      counts[Int(min(max(place, 0), 255))] += count
    }
    let ends = shown.ofSamples(from: low, to: high)
    self.init(
      low: ends.low, high: ends.high, counts: shown.inversion == nil ? counts : counts.reversed())
  }
}

extension Depth {
  fileprivate var bits: Int {
    switch self {
    case .uint8: 8
    case .uint16: 16
    case .float: 32
    }
  }
}

extension TemperatureUnit {
  fileprivate var symbol: String {
    switch self {
    case .celsius: "C"
    case .kelvin: "K"
    case .centikelvin: "cK"
    }
  }
}

extension Image {
  /// Pixels of the largest preview.
  private static let mostPreviewPixels = 4_000_000

  /// The picture in 8 bits as a PNG file in base64, smaller where it is large.
  fileprivate func preview(in range: BrightnessRange?) throws -> String {
    let shown = (range.map(mapped) ?? self).converted(to: .uint8)
    let share = (Double(Self.mostPreviewPixels) / Double(size.pixelCount)).squareRoot()
    let small =
      share >= 1
      ? shown
      : shown.reduced(
        to: ImageSize(
          width: max(Int(Double(size.width) * share), 1),
          height: max(Int(Double(size.height) * share), 1)))
    return Data(try small.encoded(as: .png)).base64EncodedString()
  }

  private func reduced(to size: ImageSize) -> Image {
    Image(
      luminance: luminance().resized(to: size),
      chroma: isGray ? nil : chroma().resized(to: size))
  }
}
