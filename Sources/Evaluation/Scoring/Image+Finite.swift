// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// Scores of pixels that are no numbers would be none either.
  ///
  /// - Parameter path: The image's file, for the error.
  /// - Throws: ``EvaluationError`` with `notFinite` where a sample is not-a-number or infinite.
  func requireFinite(_ path: String) throws(EvaluationError) {
    let count = nonFinitePixelCount
    guard count > 0 else { return }
    let found = count == 1 ? "1 pixel is" : "\(count) pixels are"
    throw EvaluationError(
      .notFinite, path: path,
      "\(found) not-a-number or infinite, of \(size.pixelCount); finite values are wanted")
  }

  private var nonFinitePixelCount: Int {
    guard case .float(let values) = samples, values.contains(where: { !$0.isFinite }) else {
      return 0
    }
    let channels = colorModel.channelCount
    return (0..<size.pixelCount).count { pixel in
      values[pixel * channels..<(pixel + 1) * channels].contains { !$0.isFinite }
    }
  }
}
