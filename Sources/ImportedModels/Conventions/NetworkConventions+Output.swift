// SPDX-License-Identifier: Apache-2.0

import Imaging

extension NetworkConventions {
  /// Refuses a shape that is no picture of what the network was given.
  ///
  /// - Throws: ``ImportedModelError`` of the code `output` that names the file.
  func check(_ shape: [Int], of size: ImageSize, from path: String) throws {
    let wanted = paddedSize(size)
    let sides = [wanted.height, wanted.width]
    let shapes = [sides, [1] + sides, [3] + sides, [1, 1] + sides, [1, 3] + sides]
    guard shapes.contains(shape) else {
      throw ImportedModelError(
        .output, path: path,
        "gives a result of shape \(shape); [1, 1, \(wanted.height), \(wanted.width)] or three "
          + "channels of it are wanted for this pair")
    }
  }

  /// The fused luminance in a result, of the size of the pair.
  ///
  /// - Throws: ``ImportedModelError`` of the code `output` that names the file.
  func plane(_ result: HostArray, of size: ImageSize, from path: String) throws -> Plane {
    let padded = paddedSize(size)
    let whole = result.luminance(count: padded.pixelCount)
    var values: [Float] = []
    values.reserveCapacity(size.pixelCount)
    for y in 0..<size.height { values += whole[y * padded.width..<y * padded.width + size.width] }
    guard values.allSatisfy(\.isFinite) else {
      let count = values.count { !$0.isFinite }
      throw ImportedModelError(
        .output, path: path, "gives \(count) pixels that are no numbers; finite ones are wanted")
    }
    let (low, width) = blackAndWidth(values)
    return Plane(size: size, values: values.map { min(max(($0 - low) / width, 0), 1) })
  }

  /// Black, and how far white is from it.
  private func blackAndWidth(_ values: [Float]) -> (low: Float, width: Float) {
    switch outputRange {
    case .fixed(let range):
      return (Float(range.lowerBound), Float(range.upperBound - range.lowerBound))
    case .found:
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return (low, high > low ? high - low : 1)
    }
  }
}

extension HostArray {
  /// Of one channel itself, of three ITU-R BT.601's, as of images.
  fileprivate func luminance(count: Int) -> [Float] {
    guard values.count == 3 * count else { return values }
    return (0..<count).map { i in
      0.299 * values[i] + 0.587 * values[count + i] + 0.114 * values[2 * count + i]
    }
  }
}
