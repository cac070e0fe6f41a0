// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Turns a painted scene into the two pictures, with a little noise of the sensors.
struct SceneCamera {
  /// The noise of the sensors.
  let noise: Noise

  /// What the visible camera sees: RGB, 8 bits. Smoke is in front of everything.
  func visible(_ canvas: SceneCanvas, _ light: SceneLight, _ smoke: Smoke?) -> Image {
    let width = canvas.size.width
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * canvas.size.pixelCount)
    for index in 0..<canvas.size.pixelCount {
      let (column, row) = (index % width, index / width)
      let point = canvas.place(column, row)
      var color = light.seen(
        reflected: canvas.reflected[index], emitted: canvas.emitted[index], at: point)
      if let smoke { color = smoke.over(color, at: point) }
      for channel in 0..<3 {
        let grain = noise.cell(3 * column + channel, row) - 0.5
        samples.append(byte(color[channel] + 0.02 * grain))
      }
    }
    return Image(size: canvas.size, colorModel: .rgb, samples: .uint8(samples))
  }

  /// What the infrared camera sees: gray, 8 bits.
  func infrared(_ canvas: SceneCanvas) -> Image {
    let width = canvas.size.width
    let samples = canvas.temperature.indices.map { index in
      let grain = noise.cell(index % width, -1 - index / width) - 0.5
      return byte(canvas.temperature[index] + 0.02 * grain)
    }
    return Image(size: canvas.size, colorModel: .gray, samples: .uint8(samples))
  }

  private func byte(_ value: Float) -> UInt8 { UInt8(min(max(value, 0), 1) * 255 + 0.5) }
}
