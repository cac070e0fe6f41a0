// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite(.tags(.unit)) struct PanelTests {
  private func image(_ samples: Image.Samples, _ model: Image.ColorModel, width: Int) -> Image {
    Image(size: ImageSize(width: width, height: 2), colorModel: model, samples: samples)
  }

  @Test func grayImagesStandSideBySide() {
    let left = image(.uint8([1, 2, 3, 4]), .gray, width: 2)
    let right = image(.uint16([0, 65535]), .gray, width: 1)
    let panel = Image.panel([left, right], gap: 1)
    #expect(panel.size == ImageSize(width: 4, height: 2))
    #expect(panel.colorModel == .gray)
    #expect(panel.samples == .uint8([1, 2, 255, 0, 3, 4, 255, 255]))
  }

  @Test func oneColorImageMakesThePanelColor() {
    let gray = image(.float([0, 1]), .gray, width: 1)
    let color = image(.uint8([1, 2, 3, 4, 5, 6]), .rgb, width: 1)
    let panel = Image.panel([gray, color], gap: 0)
    #expect(panel.colorModel == .rgb)
    #expect(panel.samples == .uint8([0, 0, 0, 1, 2, 3, 255, 255, 255, 4, 5, 6]))
  }

  @Test func threeEqualChannelsCountAsGray() {
    let gray = image(.uint8([7, 7, 7, 9, 9, 9]), .rgb, width: 1)
    #expect(Image.panel([gray, gray], gap: 0).samples == .uint8([7, 7, 9, 9]))
  }

  @Test func unequalHeightsTrap() async {
    await #expect(processExitsWith: .failure) {
      let size = ImageSize(width: 1, height: 1)
      let low = Image(size: size, colorModel: .gray, samples: .uint8([1]))
      let high = Image(
        size: ImageSize(width: 1, height: 2), colorModel: .gray, samples: .uint8([1, 2]))
      _ = Image.panel([low, high])
    }
  }
}
