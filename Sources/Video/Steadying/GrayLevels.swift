// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The brightness of some 4096 pixels of a frame, always the same ones, in the file's own units.
struct GrayLevels {
  let size: ImageSize
  let values: [Float]

  /// Looks at a frame.
  init(_ image: Image) {
    size = image.size
    let step = max(1, Int((Double(size.pixelCount) / 4096).squareRoot()))
    let rows = stride(from: step / 2, to: size.height, by: step)
    let width = size.width
    values = rows.flatMap { row in
      stride(from: step / 2, to: width, by: step).map { image.level(at: row * width + $0) }
    }
  }
}

extension Image {
  /// Gray, or the mean of the colors.
  fileprivate func level(at pixel: Int) -> Float {
    func mean(_ sample: (Int) -> Float) -> Float {
      colorModel == .gray
        ? sample(pixel) : (sample(3 * pixel) + sample(3 * pixel + 1) + sample(3 * pixel + 2)) / 3
    }
    return switch samples {
    case .uint8(let values): mean { Float(values[$0]) }
    case .uint16(let values): mean { Float(values[$0]) }
    case .float(let values): mean { values[$0] }
    }
  }
}
