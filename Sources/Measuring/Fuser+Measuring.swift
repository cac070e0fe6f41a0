// SPDX-License-Identifier: Apache-2.0

package import FusionModel
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
      var readings: [MeasuredPart: StageClock.Reading] = [:]
      let time = try seconds {
        readings = try StageClock.readings(of: network) { _ = try fuse(first, second) }
      }
      return (seconds: time, readings: readings)
    }
    return FusionMeasurement(
      size: first.size, warmUps: warmUps, seconds: runs.map(\.seconds),
      stages: Self.stages(network.measuredParts.map(\.part), runs.map(\.readings)),
      peakResidentBytes: peakResidentBytes())
  }

  /// The boxes in the order of `parts`, each with its blocks.
  private static func stages(
    _ parts: [MeasuredPart], _ runs: [[MeasuredPart: StageClock.Reading]]
  ) -> [FusionMeasurement.Stage] {
    func seconds(_ part: MeasuredPart) -> [Double] { runs.map { $0[part]?.seconds ?? 0 } }
    func multiplyAdds(_ part: MeasuredPart) -> Int { runs[0][part]?.multiplyAdds ?? 0 }
    var seen: Set<MeasuredPart> = []
    let parts = parts.filter { seen.insert($0).inserted }
    return parts.filter { $0.block == nil }.map { box in
      let blocks = parts.filter { $0.stage == box.stage }.compactMap { part in
        part.block.map {
          FusionMeasurement.Block(
            block: $0, multiplyAdds: multiplyAdds(part), seconds: seconds(part))
        }
      }
      return FusionMeasurement.Stage(
        stage: box.stage, multiplyAdds: multiplyAdds(box), seconds: seconds(box), blocks: blocks)
    }
  }
}
