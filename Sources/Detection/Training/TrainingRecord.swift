// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// The file that says that a training is finished, `training.json`: written last, so that without
/// it a training is done again.
struct TrainingRecord: Codable, Equatable {
  /// Decided what was left to chance.
  let seed: Int
  /// How long it took, looking at the test part included.
  let seconds: Double
  /// The mean average precision at an overlap of 0.5, 0...1; for who looks into the file.
  let meanAveragePrecision: Double?

  /// Reads a record; nil where there is none that can be read.
  init?(path: String) {
    guard let bytes = try? readFile(path, atMost: 1 << 16),
      let record = try? JSONDecoder().decode(Self.self, from: Data(bytes))
    else { return nil }
    self = record
  }

  /// A record of a training that is finished now.
  init(seed: Int, seconds: Double, meanAveragePrecision: Double?) {
    self.seed = seed
    self.seconds = seconds
    self.meanAveragePrecision = meanAveragePrecision
  }

  /// Writes it, whole or not at all.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try writeFile(String(decoding: encoder.encode(self), as: UTF8.self) + "\n", to: path)
  }
}
