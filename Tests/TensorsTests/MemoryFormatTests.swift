// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("memory formats", .singleThreaded, .tags(.unit))
struct MemoryFormatTests {
  let image = Tensor.counting(2, 4, 5, 6)

  @Test("channels-last changes the order in memory, not the elements")
  func order() {
    let last = image.contiguous(.channelsLast)
    #expect(last.isContiguous(.channelsLast) && !last.isContiguous())
    #expect(last.shape == image.shape && last.doubles == image.doubles)
    #expect(last.contiguous(.channelsLast).sharesStorage(with: last))
    #expect(last.cloned().isContiguous(.channelsLast))
  }

  @Test("layers keep channels-last", arguments: [1, 3], [1, 4])
  func layersKeepIt(_ kernel: Int, _ groups: Int) {
    let x = image.contiguous(.channelsLast)
    let weight = Tensor.ones([8, 4 / groups, kernel, kernel]).contiguous(.channelsLast)
    let y = x.conv2d(weight, nil, padding: kernel / 2, groups: groups)
    #expect(y.isContiguous(.channelsLast))
    #expect((y.gelu() + y.leakyReLU(slope: 0.1)).isContiguous(.channelsLast))
    #expect(y.resized(height: 9, width: 7).isContiguous(.channelsLast))
    #expect(Tensor.concatenated([y, y], dim: 1).isContiguous(.channelsLast))
    let plain = image.conv2d(weight.contiguous(), nil, padding: kernel / 2, groups: groups)
    #expect(plain.doubles == y.doubles)
  }

  @Test("an image of one channel, or a kernel for one, makes channels-last features of it")
  func oneChannel() {
    let image = Tensor.counting(2, 1, 5, 6)
    let last = image.contiguous(.channelsLast)
    #expect(last.sharesStorage(with: image) && last.doubles == image.doubles)
    let weight = Tensor.counting(8, 1, 3, 3)
    let plain = image.conv2d(weight, nil, padding: 1)
    #expect(!plain.isContiguous(.channelsLast))
    for y in [
      last.conv2d(weight, nil, padding: 1),
      image.conv2d(weight.contiguous(.channelsLast), nil, padding: 1),
    ] {
      #expect(y.isContiguous(.channelsLast) && y.doubles == plain.doubles)
    }
  }

  @Test("the pixels of a channels-last tensor are rows without a copy")
  func pixelRows() {
    let x = image.contiguous(.channelsLast)
    let rows = x.permuted(0, 2, 3, 1).flattened(from: 1, to: 2)
    #expect(rows.shape == [2, 30, 4] && rows.isContiguous() && rows.sharesStorage(with: x))
    let back = rows.reshaped(2, 5, 6, 4).permuted(0, 3, 1, 2)
    #expect(back.sharesStorage(with: x) && back.isContiguous(.channelsLast))
  }
}
