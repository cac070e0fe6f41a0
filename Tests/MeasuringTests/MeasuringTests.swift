// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import Imaging
import TestSupport
import Testing

@testable import FusionModel
@testable import Measuring

@Suite("measuring", .singleThreaded, .tags(.unit))
struct MeasuringTests {
  private func image(_ size: ImageSize) -> Image {
    Image(luminance: Plane(size: size, values: (0..<size.pixelCount).map { Float($0 % 7) / 7 }))
  }

  @Test("stages add up to the whole")
  func stagesAddUp() async throws {
    let size = ImageSize(width: 48, height: 40)
    let (fuser, description) = try withTemporaryFolder { folder in
      let path = "\(folder)/tiny.safetensors"
      try WeightFile.writeUntrained(NetworkBlueprint(DAEFuse.self, .tiny), to: path)
      return (
        try Fuser(.file(path), device: .cpu, precision: .float32),
        try ModelDescription(.file(path))
      )
    }
    let measurement = try await fuser.measure(image(size), image(size), repeats: 3, seconds: 86_400)
    #expect(measurement.warmUps == 2 && measurement.seconds.count == 3)
    #expect(
      measurement.stages.map(\.stage) == [
        "shallow encoder", "high-frequency encoder", "low-frequency encoder", "fusion", "decoder",
      ])
    #expect(measurement.multiplyAdds == description.multiplyAdds(at: size))
    for stage in measurement.stages {
      #expect(stage.multiplyAdds > 0 && stage.seconds.count == 3)
      #expect(stage.seconds.allSatisfy { $0 > 0 })
      #expect(stage.blocks.map(\.multiplyAdds).reduce(0, +) <= stage.multiplyAdds)
      for repetition in 0..<3 {
        let blocks = stage.blocks.map { $0.seconds[repetition] }
        #expect(blocks.reduce(0, +) <= stage.seconds[repetition])
      }
    }
    let blocks = measurement.stages.map { $0.blocks.map(\.block) }
    #expect(blocks[0] == ["embedding", "block 1"] && blocks[4] == ["block 1", "output"])
    #expect(
      blocks[1] == ["stem", "layer 1", "layer 2", "layer 3", "layer 4", "sum of levels"])
    #expect(blocks[2] == ["patches", "layer 1", "upsampling"] && blocks[3].isEmpty)
    let encoder = measurement.stages[0]  // all of it
    #expect(encoder.blocks.map(\.multiplyAdds).reduce(0, +) == encoder.multiplyAdds)
    #expect(measurement.otherSeconds.allSatisfy { $0 > 0 })
  }

  @Test("any method's time is taken; one that is no network has no stages")
  func formula() async throws {
    let size = ImageSize(width: 24, height: 16)
    let measurement = try await Slow().measure(
      image(size), image(size), warmUps: 1, repeats: 2, seconds: 60)
    #expect(measurement.warmUps == 1 && measurement.size == size && measurement.stages.isEmpty)
    #expect(measurement.seconds.count == 2 && measurement.seconds.allSatisfy { $0 >= 0.01 })
    #expect(measurement.otherSeconds == measurement.seconds)
  }

  @Test("a body is repeated so often, or so long, but once")
  func repetition() {
    var calls = 0
    let results = repeated(upTo: 3, for: 60) {
      calls += 1
      return calls
    }
    #expect(results == [1, 2, 3])
    #expect(repeated(upTo: 3, for: 0) { 7 } == [7])
    let clock = HandClock()
    #expect(repeated(upTo: 100, for: 2, by: clock) { clock.advance(by: .seconds(0.5)) }.count == 4)
  }

  @Test("a summary is what NumPy's quantiles say")
  func summary() {
    let summary = QuartileSummary([4, 1, 7, 2])
    #expect(summary.median == 3)
    #expect(summary.interquartileRange == 3)  // 4.75 - 1.75
    #expect(QuartileSummary([5]).median == 5 && QuartileSummary([5]).interquartileRange == nil)
  }
}

/// Takes a hundredth of a second.
private struct Slow: FusionMethod {
  let name = "slow"

  func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    try await Task.sleep(for: .milliseconds(10))
    return pair.first
  }
}
