// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// The picture whose samples are its Y, Cb and Cr (BT.601, full range) in place of red, green and
  /// blue; a gray one, or one that has not 8 bits, as it is.
  var ofYCbCr: Image {
    guard case .uint8(let values) = samples, colorModel == .rgb else { return self }
    func plane(_ channel: Int) -> Plane {
      Plane(
        size: size,
        values: (0..<size.pixelCount).map { Float(values[3 * $0 + channel]) / 255 })
    }
    return Image(
      luminance: plane(0), chroma: Chroma(cb: plane(1).centred, cr: plane(2).centred))
  }
}

extension Plane {
  /// Chroma of bytes, whose 128 is no color, as ``Chroma`` has it: 0.5 is none.
  fileprivate var centred: Plane {
    Plane(size: size, values: values.map { $0 - 128 / 255 + 0.5 })
  }
}
