// SPDX-License-Identifier: Apache-2.0

package import Fusion
import FusionModel
package import Imaging

extension FusionMethod {
  /// Fuses a pair over and over and takes the time; of a network, that of its parts too.
  ///
  /// - Parameters:
  ///   - first: The visible image, 16x16 pixels or more.
  ///   - second: The infrared image, of the same size.
  ///   - warmUps: Pairs fused before time is taken, at least 1; fewer where they take longer than
  ///     `limit`.
  ///   - repeats: Pairs timed at most; at least one is.
  ///   - limit: Seconds after which no further pair is begun.
  /// - Returns: The times of all repeats.
  /// - Throws: What fusing throws.
  package func measure(
    _ first: Image, _ second: Image, warmUps: Int = 2, repeats: Int, seconds limit: Double
  ) async throws -> FusionMeasurement {
    func fuse() async throws { _ = try await PairFusion()(first, second, by: self) }
    let warmUps = try await repeated(upTo: warmUps, for: limit) { try await fuse() }.count
    let clock = await (self as? Fuser)?.stageClock()
    let runs = try await repeated(upTo: repeats, for: limit) {
      let start = ContinuousClock.now
      let readings = try await clock?.readings { try await fuse() }
      if clock == nil { try await fuse() }
      return (seconds: (ContinuousClock.now - start) / .seconds(1), readings: readings ?? [:])
    }
    return FusionMeasurement(
      size: first.size, warmUps: warmUps, seconds: runs.map(\.seconds),
      stages: stages(clock?.order ?? [], runs.map(\.readings)),
      peakResidentBytes: peakResidentBytes())
  }
}

extension Fuser {
  /// A clock for the network.
  fileprivate func stageClock() -> StageClock { StageClock(network) }
}

/// The boxes in the order of `parts`, each with its blocks.
private func stages(
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
