// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Geometry
import Imaging

/// What a request wants of a fused image.
struct FuseOptions: Sendable {
  /// The names of the options, of the form or the address.
  static let names = [
    "model", "method", "format", "quality", "depth", "range", "percentile", "lean", "palette",
    "highlight", "align", "points", "panel", "resize-second",
  ]

  /// Fuses the luminances.
  let method: any FusionMethod
  /// Bytes of memory that it takes for each pixel.
  let bytesPerPixel: Int
  /// Ranges, lean, highlight.
  let options: FusionOptions
  /// Where the second image lies.
  let placement: Placement
  /// The format of the answer.
  let format: ImageFormat
  /// Of JPEG and WebP; nil: the best.
  let quality: Int?
  /// The type of the samples; nil: that of the first image.
  let depth: Depth?
  /// Whether all three pictures are shown.
  let showsPanel: Bool
  /// The colors of the second image in a panel; nil: as it is.
  let palette: Palette?

  /// Reads them.
  ///
  /// - Throws: ``Problem`` that names the option.
  init(_ texts: [String: String], _ settings: ServiceSettings) throws(Problem) {
    let reader = OptionReader(texts)
    (method, bytesPerPixel) = try Self.method(reader, settings)
    format = try reader.choice("format", ImageFormat.self) ?? .png
    quality = try reader.number("quality", 1...100)
    if quality != nil, format == .png || format == .tiff {
      throw .malformed("quality goes with jpeg and webp; the format is \(format.rawValue)")
    }
    depth = try reader.value("depth", wanted: "8 or 16") { text in
      ["8": Depth.uint8, "16": .uint16][text]
    }
    if depth == .uint16, format == .jpeg || format == .webp {
      throw .malformed("\(format.rawValue) has 8 bits; depth 16 goes with png and tiff")
    }
    showsPanel = try reader.flag("panel")
    palette = try reader.choice("palette", Palette.self)
    placement = try Placement(reader, rigs: settings.rigs)
    options = try Self.options(reader, palette, placement)
  }

  private static func method(
    _ reader: OptionReader, _ settings: ServiceSettings
  ) throws(Problem) -> (any FusionMethod, bytesPerPixel: Int) {
    try reader.exclude("model", "method")
    if let method = try reader.choice("method", ClassicalMethod.self) {
      return (method, ServedModel.usualBytesPerPixel)
    }
    let name = reader["model"] ?? settings.models[0].name
    guard let model = settings.models.first(where: { $0.name == name }) else {
      let names = settings.models.map(\.name).joined(separator: ", ")
      throw .malformed("model is \(quoted(name)); one of \(names) is wanted")
    }
    return (model.method, model.bytesPerPixel)
  }

  private static func options(
    _ reader: OptionReader, _ palette: Palette?, _ placement: Placement
  ) throws(Problem) -> FusionOptions {
    var options = FusionOptions()
    options.secondRange = try reader.range()
    options.lean =
      try reader.value("lean", wanted: "-1 to 1") { text in
        Double(text).flatMap { (-1...1).contains($0) ? $0 : nil }
      } ?? 0
    options.resizesSecond = try reader.flag("resize-second")
    if options.resizesSecond, placement != .registered {
      throw .malformed("resize-second and align cannot go together")
    }
    let highlight = try reader.value(
      "highlight", wanted: "a value of the second image, or 95%,", Highlight.Threshold.init)
    options.highlight = highlight.map { Highlight(above: $0, palette: palette ?? .iron) }
    if highlight != nil, let palette, palette.isGray {
      throw .malformed("palette is \(palette.rawValue), which has no color to mark with")
    }
    return options
  }
}

extension OptionReader {
  /// `range` or `percentile`: what of the second image is black and white.
  ///
  /// - Throws: ``Problem`` for texts that are none, and where both are given.
  func range() throws(Problem) -> RangeMapping {
    try exclude("range", "percentile")
    let range = try value("range", wanted: "LOW:HIGH, auto or full", RangeMapping.init(_:))
    let percentiles = try value(
      "percentile", wanted: "LOW:HIGH within 0 to 100", RangeMapping.init(percentiles:))
    return range ?? percentiles ?? .automatic
  }
}
