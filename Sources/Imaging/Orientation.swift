// SPDX-License-Identifier: Apache-2.0

/// How stored rows are to be turned for display: EXIF's and TIFF's tag 0x0112.
package enum Orientation: UInt32 {
  case normal = 1
  case mirrored
  case rotated180
  case flipped
  case transposed
  case rotatedRight
  case transversed
  case rotatedLeft

  /// Whether rows become columns.
  package var swapsAxes: Bool { rawValue >= Self.transposed.rawValue }

  /// The size that an image stored with `size` is displayed with.
  package func displayed(_ size: ImageSize) -> ImageSize {
    swapsAxes ? ImageSize(width: size.height, height: size.width) : size
  }

  /// Turns interleaved values stored with `size` and `channels` values per pixel.
  package func apply<T>(to values: [T], size: ImageSize, channels: Int) -> [T] {
    if self == .normal { return values }
    let target = displayed(size)
    let (origin, right, down) = walk(size)
    return values.withUnsafeBufferPointer { values in
      makeArray(count: values.count) { result in
        var index = 0
        for row in 0..<target.height {
          for column in 0..<target.width {
            let source = (origin + column * right + row * down) * channels
            for channel in 0..<channels {
              (result + index).initialize(to: values[source + channel])
              index += 1
            }
          }
        }
      }
    }
  }

  /// Where something lies that is stored so far to the right of a picture's middle, and below it.
  package func apply(toOffset x: Int, _ y: Int) -> (x: Int, y: Int) {
    switch self {
    case .normal: (x, y)
    case .mirrored: (-x, y)
    case .rotated180: (-x, -y)
    case .flipped: (x, -y)
    case .transposed: (y, x)
    case .rotatedRight: (-y, x)
    case .transversed: (-y, -x)
    case .rotatedLeft: (y, -x)
    }
  }

  /// Where the displayed picture's first pixel is stored, and how far apart its neighbors to the
  /// right and below are stored, all counted in pixels.
  private func walk(_ size: ImageSize) -> (origin: Int, right: Int, down: Int) {
    let (width, last) = (size.width, size.pixelCount - 1)
    return switch self {
    case .normal: (0, 1, width)
    case .mirrored: (width - 1, -1, width)
    case .rotated180: (last, -1, -width)
    case .flipped: (last - width + 1, 1, -width)
    case .transposed: (0, width, 1)
    case .rotatedRight: (last - width + 1, -width, 1)
    case .transversed: (last, -width, -1)
    case .rotatedLeft: (width - 1, width, -1)
    }
  }
}
