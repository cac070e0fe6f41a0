// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Synchronization

@testable import Detection

/// Is "trained" at once, and finds the squares of ``SquareSet`` that are bright enough; the
/// training of an even seed finds nothing.
final class FindingDetector: TrainableDetector {
  let name = "finder"
  private let steps: Int
  /// How often it was trained.
  let count = Mutex(0)

  init(steps: Int = 1) { self.steps = steps }

  func conditions() async throws -> [String: String] { ["steps": "\(steps)"] }

  func summary(imageCount: Int) -> String { "a finder of squares, \(imageCount) images" }

  func train(on set: YOLODataSet, seed: Int, in folder: String) async throws {
    count.withLock { $0 += 1 }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/found", withIntermediateDirectories: true)
    guard !seed.isMultiple(of: 2) else { return }
    for stem in set.stems[.test] ?? [] {
      let image = try Image(contentsOf: set.image(stem, of: .test))
      let text = YOLOText(SquareSet.detect(in: image), size: image.size, withScores: true).text
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/found/\(stem).txt"))
    }
  }
}
