// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel

/// What `daefuse bench --video` prints; its JSON has these names, units in them.
struct FilmSpeedReport: Encodable {
  /// A step alone, or all of them side by side.
  struct Step: Encodable {
    let millisecondsPerFrame: Double
    let framesPerSecond: Double
  }

  struct Size: Encodable {
    let width: Int
    let height: Int
    let frames: Int
    let decode: Step
    let alignAndFuse: Step
    let encode: Step
    let whole: Step
  }

  let version = Release.version
  let engineVersion = Release.engineVersion
  let processor = Processor.name
  let model: String
  let sizes: [Size]

  /// A network's measurements.
  init(model: String, _ measurements: [FilmMeasurement]) {
    self.model = model
    sizes = measurements.map { measured in
      Size(
        width: measured.width, height: measured.height, frames: measured.frames,
        decode: Step(measured.decoding), alignAndFuse: Step(measured.fusing),
        encode: Step(measured.encoding), whole: Step(measured.whole))
    }
  }

  /// A table for people.
  func text() -> String {
    let rows = sizes.flatMap { size in
      [
        ("decode both", size.decode), ("pair, align, fuse", size.alignAndFuse),
        ("encode", size.encode), ("whole, side by side", size.whole),
      ].map { name, step in
        [
          "\(size.width)x\(size.height)", name, String(format: "%.1f", step.millisecondsPerFrame),
          String(format: "%.1f", step.framesPerSecond),
        ]
      }
    }
    return """
      daefuse \(version), LibTorch \(engineVersion): \(model), films of H.264
      \(processor ?? "unknown processor")

      \(aligned([["size", "step", "ms a frame", "frames/s"]] + rows, names: 2))

      """
  }
}

extension FilmSpeedReport.Step {
  fileprivate init(_ seconds: Double) {
    (millisecondsPerFrame, framesPerSecond) = (seconds * 1000, 1 / seconds)
  }
}
