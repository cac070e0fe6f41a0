// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Measuring

/// What `daefuse bench` prints; its JSON has these names, units in them.
struct SpeedReport: Encodable {
  /// Where a network's weights come from.
  enum Weights: String, Encodable {
    case trained, random
    /// From somebody else's file, whose types it computes in.
    case imported
  }

  /// A box of the network, or all of it.
  struct Work: Encodable {
    let medianMilliseconds: Double
    /// Null where somebody else made the network: nobody counts.
    let multiplyAdds: Int?
    /// Two operations a multiply-add.
    let gigaflopsPerSecond: Double?
    /// Of the fastest matrix product in the precision that the network computes in.
    /// Null in bfloat16 that the hardware does not multiply.
    let shareOfMatrixPeak: Double?
  }

  struct Stage: Encodable {
    let stage: String
    let work: Work
    /// Its parts, in their order.
    let blocks: [Block]
  }

  struct Block: Encodable {
    let block: String
    let work: Work
  }

  struct Size: Encodable {
    let width: Int
    let height: Int
    let warmUps: Int
    let repeats: Int
    let whole: Work
    /// Null after a single repeat.
    let interquartileRangeMilliseconds: Double?
    let pairsPerSecond: Double
    /// The boxes, in the figure's order.
    let stages: [Stage]
    /// Outside of the boxes: color, ranges, tensors of images and an image of a tensor.
    let otherMedianMilliseconds: Double
    let peakResidentBytes: Int?
    let milliseconds: [Double]
  }

  struct StartUp: Encodable {
    let repeats: Int
    let wholeMedianMilliseconds: Double
    let loadingMedianMilliseconds: Double
    /// The whole without the loading.
    let ownMedianMilliseconds: Double
  }

  let version = Release.version
  let engineVersion = Release.engineVersion
  let processor: String?
  let model: String
  let weights: Weights
  let device: String
  let threads: Int
  let precision: String
  let precisionReason: String
  let matrixPeakGigaflopsPerSecond: [String: Double]
  let startUp: StartUp
  let sizes: [Size]
}

extension SpeedReport {
  init(
    model: String, weights: Weights, speed: ComputeSpeed, startUp: StartUpMeasurement,
    measurements: [FusionMeasurement]
  ) {
    (self.model, self.weights) = (model, weights)
    processor = Processor.name
    (device, threads) = (speed.device, speed.threads)
    precision = weights == .imported ? "its own" : speed.precision.precision.rawValue
    precisionReason =
      weights == .imported ? "the types that its file computes in" : speed.precision.reason
    matrixPeakGigaflopsPerSecond = Dictionary(
      uniqueKeysWithValues: speed.matrixPeaks.map { ($0.key.rawValue, $0.value / 1e9) })
    self.startUp = StartUp(startUp)
    let peak = speed.matrixPeaks[speed.precision.precision]
    sizes = measurements.map { Size($0, matrixPeak: peak) }
  }
}

extension SpeedReport.Size {
  fileprivate init(_ measurement: FusionMeasurement, matrixPeak: Double?) {
    let summary = QuartileSummary(measurement.seconds)
    (width, height) = (measurement.size.width, measurement.size.height)
    (warmUps, repeats) = (measurement.warmUps, measurement.seconds.count)
    whole = SpeedReport.Work(
      seconds: measurement.seconds,
      multiplyAdds: measurement.stages.isEmpty ? nil : measurement.multiplyAdds,
      matrixPeak: matrixPeak)
    interquartileRangeMilliseconds = summary.interquartileRange.map { $0 * 1000 }
    pairsPerSecond = 1 / summary.median
    stages = measurement.stages.map { stage in
      SpeedReport.Stage(
        stage: stage.stage,
        work: SpeedReport.Work(
          seconds: stage.seconds, multiplyAdds: stage.multiplyAdds, matrixPeak: matrixPeak),
        blocks: stage.blocks.map { block in
          SpeedReport.Block(
            block: block.block,
            work: SpeedReport.Work(
              seconds: block.seconds, multiplyAdds: block.multiplyAdds, matrixPeak: matrixPeak))
        })
    }
    otherMedianMilliseconds = QuartileSummary(measurement.otherSeconds).median * 1000
    peakResidentBytes = measurement.peakResidentBytes
    milliseconds = measurement.seconds.map { $0 * 1000 }
  }
}

extension SpeedReport.Work {
  fileprivate init(seconds: [Double], multiplyAdds: Int?, matrixPeak: Double?) {
    let median = QuartileSummary(seconds).median
    let speed = multiplyAdds.map { 2 * Double($0) / median }
    medianMilliseconds = median * 1000
    self.multiplyAdds = multiplyAdds
    gigaflopsPerSecond = speed.map { $0 / 1e9 }
    shareOfMatrixPeak = speed.flatMap { speed in matrixPeak.map { speed / $0 } }
  }
}

extension SpeedReport.StartUp {
  fileprivate init(_ measurement: StartUpMeasurement) {
    repeats = measurement.runs.count
    wholeMedianMilliseconds = QuartileSummary(measurement.runs.map(\.whole)).median * 1000
    loadingMedianMilliseconds = QuartileSummary(measurement.runs.map(\.loading)).median * 1000
    ownMedianMilliseconds =
      QuartileSummary(measurement.runs.map { $0.whole - $0.loading }).median * 1000
  }
}
