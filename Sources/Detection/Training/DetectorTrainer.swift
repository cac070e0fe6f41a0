// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Trains a detector: one step after the other, all decided by a seed.
struct DetectorTrainer {
  /// The norm that all gradients together have at most.
  private static let largestNorm = 10.0

  let network: YOLOXNano
  private let settings: DetectorTrainingSettings
  private let cells: CellGrid
  private let optimizer: Adam
  private var maker: SquareMaker
  private var step = 0

  /// Begins to train `network` on `pictures`, which fit squares of the settings' side.
  init(
    _ network: YOLOXNano, on pictures: [TrainingPicture], seed: UInt64,
    settings: DetectorTrainingSettings
  ) {
    (self.network, self.settings) = (network, settings)
    cells = CellGrid(side: settings.side)
    optimizer = Adam(network.parameters)
    maker = SquareMaker(pictures, side: settings.side, seed: seed)
    network.train()
  }

  /// One step.
  /// - Returns: The loss before it.
  /// - Throws: ``DetectionError`` with `training` where that is not finite: nothing is learned.
  mutating func takeStep() throws(DetectionError) -> Double {
    let isMosaic = Double(step) < settings.mosaicShare * Double(settings.steps)
    let squares = (0..<settings.batch).map { _ in maker.next(isMosaic: isMosaic) }
    let batch = Tensor.concatenated(squares.map(\.pixels), dim: 0)
    let prediction = BatchPrediction(network(batch), cells: cells)
    let loss = DetectorLoss(prediction, labels: squares.map(\.labels), cells: cells).total
    let value = loss.item()
    guard value.isFinite else {
      throw DetectionError(.training, "the loss is not finite after step \(step)")
    }
    network.clearGradients()
    loss.backward()
    clipGradients(of: network.parameters, toNorm: Self.largestNorm)
    optimizer.step(learningRate: schedule.rate(at: step))
    step += 1
    return value
  }

  private var schedule: LearningRateSchedule {
    .cosine(
      rate: settings.rate, warmUp: settings.steps / 20, steps: settings.steps,
      floor: settings.rate / 100)
  }
}
