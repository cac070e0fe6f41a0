// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse colorize`.
@Suite(.tags(.endToEnd)) struct ColorizeTests {
  private static let size = ImageSize(width: 32, height: 24)

  /// A ramp from 10 to 40 degrees Celsius in hundredths of a kelvin.
  private var thermal: Image {
    Image(
      size: Self.size, colorModel: .gray,
      samples: .uint16((0..<Self.size.pixelCount).map { UInt16(28_315 + 3000 * $0 / 767) }))
  }

  private func withFile(_ body: (_ root: String, _ path: String) throws -> Void) throws {
    try withTemporaryFolder { root in
      try thermal.write(to: "\(root)/thermal.png")
      try body(root, "\(root)/thermal.png")
    }
  }

  @Test func anImageGetsColorsAndABarOfDegrees() throws {
    try withFile { root, path in
      let outcome = try Command.run(
        "colorize", path, "-o", "\(root)/out.png", "--palette", "viridis", "--range",
        "28315:31315")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(
        outcome.output == "\(root)/out.png  32x24  28315 to 31315, 10.0 to 40.0 °C\n")
      let heat = Plane(
        size: Self.size, values: thermal.luminance().values.map { ($0 * 65535 - 28_315) / 3000 })
      let range = BrightnessRange(low: 28_315, high: 31_315, unit: .centikelvin)
      let image = try Image(contentsOf: "\(root)/out.png")
      let wanted = Image.panel(
        [Image(heat: heat, palette: .viridis), .colorBar(.viridis, height: 24, range: range)])
      #expect(image.size == wanted.size && difference(image, wanted) <= 1)
      // The last pixel of the first row is at 31 of 767 of the ramp.
      let color = Palette.viridis.color(at: 121 / 3000).red
      guard case .uint8(let samples) = image.samples else { return }
      #expect(abs(Float(samples[3 * 31]) - 255 * color) < 1.5)
      let fahrenheit = try Command.run(
        "colorize", path, "-o", "\(root)/f.png", "--degrees", "fahrenheit", "--range", "28315:31315"
      )
      #expect(
        fahrenheit.output == "\(root)/f.png  32x24  28315 to 31315, 50.0 to 104.0 °F\n")
      let plain = try Command.run("colorize", path, "-o", "\(root)/plain.png", "--no-bar")
      #expect(fahrenheit.status == 0 && plain.status == 0)
      #expect(try Image(contentsOf: "\(root)/plain.png").size == Self.size)
    }
  }

  /// The largest difference of two pictures of 8 bits, in levels.
  private func difference(_ a: Image, _ b: Image) -> Int {
    guard case (.uint8(let a), .uint8(let b)) = (a.samples, b.samples) else { return 256 }
    return zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 256
  }

  @Test func ofARadiometricFileWhatWasMeasuredIsShown() throws {
    try withTemporaryFolder { root in
      let values = (0..<32 * 24).map { (index: Int) -> UInt16 in UInt16(15_000 + 3 * index) }
      let file = RadiometricBytes.FLIR(32, 24, values: values)
      let screen = Image(
        size: ImageSize(width: 64, height: 48), colorModel: .gray,
        samples: .uint8([UInt8](repeating: 0, count: 64 * 48)))
      try Data(file.jpeg(around: try screen.encoded(as: .jpeg)))
        .write(to: URL(filePath: "\(root)/shot.jpg"))
      let arguments = ["colorize", "\(root)/shot.jpg", "-o", "\(root)/out.png", "--no-bar"]
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 0 && outcome.output.contains("°C"), "\(outcome.errors)")
      #expect(
        outcome.errors
          == "\(root)/shot.jpg: radiometric: temperatures by its own settings\n")
      #expect(try Image(contentsOf: "\(root)/out.png").size == Self.size)
      let shown = try Command.run(arguments + ["--screen-picture", "--overwrite", "--quiet"])
      #expect(shown.status == 0 && shown.errors.isEmpty && shown.output.isEmpty)
      #expect(try Image(contentsOf: "\(root)/out.png").size.width == 64)
    }
  }

  @Test func filesOfDifferentUnitsShareNoRange() throws {
    try withTemporaryFolder { root in
      try FileManager.default.createDirectory(
        atPath: "\(root)/in", withIntermediateDirectories: true)
      let values = (0..<32 * 24).map { (index: Int) -> UInt16 in UInt16(15_000 + 3 * index) }
      var file = RadiometricBytes.FLIR(32, 24, values: values)
      let screen = try thermal.mapped(to: BrightnessRange(low: 28_000, high: 32_000))
        .converted(to: .uint8).encoded(as: .jpeg)
      for name in ["a", "b"] {
        try Data(file.jpeg(around: screen)).write(to: URL(filePath: "\(root)/in/\(name).jpg"))
      }
      let arguments = ["colorize", "\(root)/in", "-o", "\(root)/out", "--range", "shared"]
      let outcome = try Command.run(arguments + ["--degrees", "fahrenheit"])
      #expect(outcome.status == 0 && outcome.errors.hasPrefix("one range for all images: "))
      #expect(outcome.errors.contains(" °F, found in 2 of 2 images"), "\(outcome.errors)")
      file.camera = [:]
      try Data(file.jpeg(around: screen)).write(to: URL(filePath: "\(root)/in/b.jpg"))
      let mixed = try Command.run(arguments + ["--overwrite"])
      #expect(mixed.status == 1 && mixed.output.isEmpty)
      for part in ["a.jpg is in °C", "b.jpg in relative values"] {
        #expect(mixed.errors.contains(part), "\(mixed.errors)")
      }
    }
  }

  @Test func aTreeIsKeptAndABadFileStopsNothing() throws {
    try withTemporaryFolder { root in
      for folder in ["in/a", "in/b"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        try thermal.write(to: "\(root)/\(folder)/1.png")
      }
      try Data("text".utf8).write(to: URL(filePath: "\(root)/in/a/2.png"))
      // The output lies inside the input: a second run must not read it.
      let arguments = ["colorize", "\(root)/in", "-o", "\(root)/in/out", "--recursive"]
      for more in [[], ["--skip-existing"]] {
        let outcome = try Command.run(arguments + more)
        #expect(outcome.status == 1 && outcome.errors.contains("in/a/2.png: not an image"))
        #expect(outcome.output.isEmpty == !more.isEmpty)
        #expect(!outcome.errors.contains("is there already"))
        for folder in ["a", "b"] {
          #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(root)/in/out/\(folder)")
              == ["1.png"])
        }
      }
      #expect(!FileManager.default.fileExists(atPath: "\(root)/in/out/out"))
      let again = try Command.run(arguments)
      #expect(again.status == 1 && again.errors.contains("--overwrite replaces it"))
      let same = try Command.run("colorize", "\(root)/in", "-o", "\(root)/in/", "--recursive")
      #expect(same.status != 0 && same.errors.contains("is the folder of the images"))
    }
  }
}
