// SPDX-License-Identifier: Apache-2.0

/// A detector that can be trained on files.
public protocol TrainableDetector: Sendable {
  /// What it is called in names of files, such as "yolox-nano".
  var name: String { get }
  /// What it is and how it is trained, for the sheet.
  /// - Parameter imageCount: How many images it is trained on.
  /// - Returns: A sentence without its full stop.
  func summary(imageCount: Int) -> String

  /// Finds out, before anything is computed, what its results hang on besides images and seed.
  /// - Returns: All of that, by name.
  /// - Throws: Where it cannot be trained on this machine.
  func conditions() async throws -> [String: String]

  /// Trains it, and looks at the images of the test part.
  ///
  /// - Parameters:
  ///   - set: The files.
  ///   - seed: Decides all that is left to chance.
  ///   - folder: Is there, and gets `found/STEM.txt` for each image: the text of a label file, with
  ///     the score as the sixth word of a line. An image without one has nothing in it.
  /// - Throws: Where it cannot be done.
  func train(on set: YOLODataSet, seed: Int, in folder: String) async throws
}
