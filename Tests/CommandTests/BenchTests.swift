// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Video

/// `daefuse bench`: what it says, not how fast it was.
@Suite(.tags(.endToEnd)) struct BenchTests {
  private static let quick = ["--threads", "1", "--seconds", "0.1", "--repeats", "1"]

  @Test func jsonAddsUp() throws {
    try Workspace.with { workspace in
      let path = workspace["speed.json"]
      let outcome = try Command.run(
        ["bench", "--model", workspace.weights, "--size", "64x48", "40x32", "-o", path]
          + Self.quick)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      let bytes = try workspace.bytes("speed.json")
      let report = try JSONDecoder().decode(Report.self, from: Data(bytes))
      #expect(report.weights == "trained" && report.device == "cpu" && report.threads == 1)
      let peak = try #require(report.matrixPeakGigaflopsPerSecond[report.precision])
      #expect(report.sizes.map { [$0.width, $0.height] } == [[64, 48], [40, 32]])
      for size in report.sizes { try check(size, peak: peak, of: workspace.weights) }
      let startUp = report.startUp
      #expect(startUp.repeats == 1 && startUp.loadingMedianMilliseconds > 0)
      expectClose(
        startUp.loadingMedianMilliseconds + startUp.ownMedianMilliseconds,
        startUp.wholeMedianMilliseconds)
    }
  }

  @Test func noPictureIsReplaced() throws {
    try Workspace.with(pairs: 1) { workspace in
      let picture = workspace["visible/1.png"]
      let bytes = try workspace.bytes("visible/1.png")
      let outcome = try Command.run(["bench", "--size", "64x48", "-o", picture] + Self.quick)
      #expect(outcome.status == 2, "\(outcome.errors)")
      #expect(outcome.errors.contains("extension \"png\"; txt, json is wanted"))
      #expect(try workspace.bytes("visible/1.png") == bytes)
      // The conventions of somebody else's network have the name that a report might have.
      try workspace.write("{}".utf8, to: "net.json")
      let network = workspace["net.onnx"]
      for (arguments, output) in [
        (["bench", "--model", network], workspace["net.json"]),
        (["bench", "--model", workspace.weights], workspace.weights),
        (["evaluate", picture, picture, "--model", network], workspace["net.json"]),
      ] {
        let refused = try Command.run(arguments + ["-o", output])
        #expect(
          refused.status == 1 && refused.errors.contains("is one of the inputs"),
          "\(arguments): \(refused.errors)")
      }
      #expect(try workspace.bytes("net.json") == Array("{}".utf8))
    }
  }

  @Test(
    .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
      (try? FFmpegProgram()) != nil
    })
  func filmsAreTimedStepByStep() throws {
    try Workspace.with { workspace in
      let words = ["bench", "--video", "--model", workspace.weights, "--size", "64x48"]
      let outcome = try Command.run(words + ["--format", "json"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try JSONDecoder().decode(FilmReport.self, from: Data(outcome.output.utf8))
      let size = try #require(report.sizes.first)
      #expect(size.width == 64 && size.height == 48 && size.frames > 0)
      for step in [size.decode, size.alignAndFuse, size.encode, size.whole] {
        #expect(step.millisecondsPerFrame > 0)
        expectClose(step.framesPerSecond, 1000 / step.millisecondsPerFrame)
      }
      let table = try Command.run(words)
      #expect(table.lines.suffix(4).allSatisfy { $0.hasPrefix("64x48  ") }, "\(table.output)")
    }
  }

  private struct FilmReport: Decodable {
    struct Step: Decodable {
      let millisecondsPerFrame: Double
      let framesPerSecond: Double
    }
    struct Size: Decodable {
      let width: Int
      let height: Int
      let frames: Int
      let decode: Step
      let alignAndFuse: Step
      let encode: Step
      let whole: Step
    }
    let sizes: [Size]
  }

  @Test func aFolderForTheResultIsRefusedBeforeItIsMeasured() throws {
    try Workspace.with { workspace in
      let outcome = try Command.run(
        "bench", "--model", workspace["nowhere.safetensors"], "-o", workspace["visible"])
      #expect(
        outcome.status == 1 && outcome.errors.contains("visible: cannot be written: a folder"))
    }
  }

  /// Of one repeat, whose times are the medians.
  private func check(_ size: Report.Size, peak: Double, of weights: String) throws {
    let name = "\(size.width)x\(size.height)"
    let info = try Command.run("info", weights, "--json", "--size", name)
    let counted = try JSONDecoder().decode(Info.self, from: Data(info.output.utf8)).multiplyAdds
    #expect(size.whole.multiplyAdds == counted, "\(name)")
    #expect(size.stages.map(\.work.multiplyAdds).reduce(0, +) == counted, "\(name)")
    #expect(
      size.stages.map(\.stage) == [
        "shallow encoder", "high-frequency encoder", "low-frequency encoder", "fusion", "decoder",
      ])
    let stages = size.stages.map(\.work.medianMilliseconds)
    #expect(stages.allSatisfy { $0 > 0 } && size.otherMedianMilliseconds > 0)
    expectClose(
      stages.reduce(size.otherMedianMilliseconds, +), size.whole.medianMilliseconds)
    for work in [size.whole] + size.stages.map(\.work) {
      let speed = 2 * Double(work.multiplyAdds) / work.medianMilliseconds / 1e6
      expectClose(work.gigaflopsPerSecond, speed)
      expectClose(work.shareOfMatrixPeak, speed / peak)
    }
    expectClose(size.pairsPerSecond, 1000 / size.whole.medianMilliseconds)
    #expect(size.warmUps >= 1 && size.repeats == 1)
    #expect(size.milliseconds == [size.whole.medianMilliseconds])
    #expect(size.interquartileRangeMilliseconds == nil)
    #expect(size.peakResidentBytes > 10_000_000)
  }

  private func expectClose(_ found: Double, _ wanted: Double) {
    #expect(abs(found - wanted) <= 1e-9 * abs(wanted), "\(found), \(wanted) is wanted")
  }

  @Test func aPresetWithoutWeightsIsMeasuredWithRandomOnes() throws {
    let outcome = try Command.run(
      ["bench", "--model", "tiny", "--size", "32x32", "--precision", "float32"] + Self.quick)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines[0].hasSuffix(": tiny, random weights"))
    #expect(outcome.lines[1].hasSuffix(", 1 thread, float32"))
    #expect(outcome.lines.filter { $0.hasPrefix("32x32 ") }.count == 20)
  }

  @Test(arguments: [
    (["--size", "15x20"], "15x20 is not a size", Int32(2)),
    (["--size", "64"], "64 is not a size", 2),
    (["--size", "64x48x2"], "64x48x2 is not a size", 2),
    (["--size", "64x"], "64x is not a size", 2),
    (["--size"], "--size", 2),
    (["--repeats", "0"], "--repeats is 0; 1 to 10000", 2),
    (["--seconds", "0"], "--seconds is 0.0; above 0", 2),
    (["--seconds", "nan"], "--seconds is nan; above 0", 2),
    (["--threads", "0"], "--threads is 0", 2),
    (["--format", "csv"], "csv", 2),
    (["--model", "nowhere.safetensors"], "nowhere.safetensors", 1),
    (["--device", "cuda:7"], "cuda:7", 1),
    (["-o", "/nowhere/speed.json"], "/nowhere/speed.json: its folder is missing", 1),
  ])
  func mistakes(_ arguments: [String], _ wanted: String, _ status: Int32) throws {
    let outcome = try Command.run(["bench"] + arguments)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}

/// The report as its readers see it.
private struct Report: Decodable {
  struct Work: Decodable {
    let medianMilliseconds: Double
    let multiplyAdds: Int
    let gigaflopsPerSecond: Double
    let shareOfMatrixPeak: Double
  }

  struct Stage: Decodable {
    let stage: String
    let work: Work
  }

  struct Size: Decodable {
    let width: Int
    let height: Int
    let warmUps: Int
    let repeats: Int
    let whole: Work
    let interquartileRangeMilliseconds: Double?
    let pairsPerSecond: Double
    let stages: [Stage]
    let otherMedianMilliseconds: Double
    let peakResidentBytes: Int
    let milliseconds: [Double]
  }

  struct StartUp: Decodable {
    let repeats: Int
    let wholeMedianMilliseconds: Double
    let loadingMedianMilliseconds: Double
    let ownMedianMilliseconds: Double
  }

  let weights: String
  let device: String
  let threads: Int
  let precision: String
  let matrixPeakGigaflopsPerSecond: [String: Double]
  let startUp: StartUp
  let sizes: [Size]
}

private struct Info: Decodable {
  let multiplyAdds: Int
}
