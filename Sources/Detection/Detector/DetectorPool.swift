// SPDX-License-Identifier: Apache-2.0

private import BoundedTasks
public import Imaging

/// One detector loaded several times, for as many images at once: an image goes to one that is
/// idle.
public final class DetectorPool: Sendable {
  /// The names of the classes, in the order of their numbers.
  public let classNames: [String]
  /// Pixels of the side of the square that images are scaled to.
  public let side: Int
  /// How many images it looks at at once.
  public let count: Int
  private let detectors: Pool<Detector>

  /// Reads a file of weights.
  ///
  /// - Parameters:
  ///   - count: Images at once, at least 1; no more than there are threads.
  ///   - path: As a ``Detector`` reads it.
  ///   - side: Pixels of the square's side, a multiple of 32 up to ``Detector/maximumSide``.
  ///   - threads: CPU threads of all detectors together, 1 to 1024.
  /// - Throws: ``DetectionError`` where the file cannot be read or holds another network.
  /// - Precondition: `side` is such a multiple; `threads` is within 1...1024.
  public init(
    _ count: Int, path: String, side: Int = Detector.standardSide, threads: Int
  ) throws {
    let count = max(1, min(count, threads))
    let detectors = try (0..<count).map { _ in
      try Detector(path: path, side: side, threads: threads / count)
    }
    (classNames, self.side, self.count) = (detectors[0].classNames, side, count)
    self.detectors = Pool(detectors)
  }

  /// Finds the objects of an image, those with the highest scores first.
  ///
  /// - Throws: ``DetectionError`` where LibTorch fails.
  public func detect(
    in image: Image, options: DetectionOptions = DetectionOptions()
  ) async throws -> [DetectedBox] {
    try await detectors.withItem { try await $0.detect(in: image, options: options) }
  }
}
