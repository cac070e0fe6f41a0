// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension Fuser {
  /// Fuses a pair over and over and takes the time.
  ///
  /// - Parameters:
  ///   - first: The visible image, 16x16 pixels or more.
  ///   - second: The infrared image, of the same size.
  ///   - warmUps: Pairs fused before time is taken, at least 1; fewer where they take longer than
  ///     `limit`.
  ///   - repeats: Pairs timed at most; at least one is.
  ///   - limit: Seconds after which no further pair is begun.
  /// - Returns: The times of all repeats.
  /// - Throws: ``FusionModelError``.
  package func measure(
    _ first: Image, _ second: Image, warmUps: Int = 2, repeats: Int, seconds limit: Double
  ) throws -> FusionMeasurement {
    let warmUps = try repeated(upTo: warmUps, for: limit) { _ = try fuse(first, second) }.count
    let runs = try repeated(upTo: repeats, for: limit) {
      var readings = StageClock.Readings()
      let time = try seconds {
        readings = try StageClock.readings { _ = try fuse(first, second) }
      }
      return (seconds: time, readings: readings)
    }
    return FusionMeasurement(
      size: first.size, warmUps: warmUps, seconds: runs.map(\.seconds),
      stages: FusionStage.allCases.map { FusionMeasurement.Stage($0, runs.map(\.readings)) },
      peakResidentBytes: peakResidentBytes())
  }
}

extension FusionMeasurement.Stage {
  fileprivate init(_ stage: FusionStage, _ runs: [StageClock.Readings]) {
    let whole = StageClock.Part(stage: stage)
    self.stage = stage
    (multiplyAdds, seconds) = (runs[0][whole].multiplyAdds, runs.map { $0[whole].seconds })
    blocks = runs[0].parts.compactMap { part in
      guard part.stage == stage, let block = part.block else { return nil }
      return FusionMeasurement.Block(
        block: block, multiplyAdds: runs[0][part].multiplyAdds,
        seconds: runs.map { $0[part].seconds })
    }
  }
}
