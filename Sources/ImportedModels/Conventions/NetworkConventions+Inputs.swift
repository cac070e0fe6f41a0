// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

extension NetworkConventions {
  /// The size of what the network sees of an image of that size.
  func paddedSize(_ size: ImageSize) -> ImageSize {
    func padded(_ side: Int) -> Int { (side + sizeMultiple - 1) / sizeMultiple * sizeMultiple }
    return ImageSize(width: padded(size.width), height: padded(size.height))
  }

  /// What the network is given: one array for each of its inputs.
  func inputs(_ pair: LuminancePair) -> [HostArray] {
    let images = order.map { member in
      image(member == .first ? pair.first : pair.second, channels: channelCount(of: member))
    }
    guard isStacked else { return images }
    let (size, values) = (paddedSize(pair.size), images.flatMap(\.values))
    return [HostArray(shape: [1, values.count / size.pixelCount, size.height, size.width], values)]
  }

  private func image(_ plane: Plane, channels: Int) -> HostArray {
    let padded = plane.mirrored(to: paddedSize(plane.size))
    var values: [Float] = []
    values.reserveCapacity(channels * padded.values.count)
    for channel in 0..<channels {
      let (scale, offset) = inputScale(channel)
      for value in padded.values { values.append(min(max(value, 0), 1) * scale + offset) }
    }
    return HostArray(shape: [1, channels, padded.size.height, padded.size.width], values)
  }

  /// What a channel's values of 0...1 are multiplied by and then moved by.
  private func inputScale(_ channel: Int) -> (scale: Float, offset: Float) {
    let mean = mean[min(channel, mean.count - 1)]
    let deviation = deviation[min(channel, deviation.count - 1)]
    let width = inputRange.upperBound - inputRange.lowerBound
    return (Float(width / deviation), Float((inputRange.lowerBound - mean) / deviation))
  }
}

extension HostArray {
  fileprivate init(shape: [Int], _ values: [Float]) { self.init(shape: shape, values: values) }
}

extension Plane {
  /// Larger to the right and below: mirrored at the edge, which does not come twice.
  fileprivate func mirrored(to larger: ImageSize) -> Plane {
    guard larger != size else { return self }
    func source(_ position: Int, _ count: Int) -> Int {
      let period = max(2 * (count - 1), 1)
      let place = position % period
      return place < count ? place : period - place
    }
    let columns = (0..<larger.width).map { source($0, size.width) }
    var result: [Float] = []
    result.reserveCapacity(larger.pixelCount)
    for y in 0..<larger.height {
      let row = source(y, size.height) * size.width
      for column in columns { result.append(values[row + column]) }
    }
    return Plane(size: larger, values: result)
  }
}
