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
      var stages: [FusionStage: StageClock.Reading] = [:]
      let time = try seconds {
        stages = try StageClock.readings { _ = try fuse(first, second) }
      }
      return (seconds: time, stages: stages)
    }
    return FusionMeasurement(
      size: first.size, warmUps: warmUps, seconds: runs.map(\.seconds),
      stages: FusionStage.allCases.map { stage in
        let readings = runs.map { $0.stages[stage] ?? StageClock.Reading() }
        return FusionMeasurement.Stage(
          stage: stage, multiplyAdds: readings[0].multiplyAdds, seconds: readings.map(\.seconds))
      },
      peakResidentBytes: peakResidentBytes())
  }
}
