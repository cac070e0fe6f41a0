// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("shapes, views, indices, joining", .singleThreaded, .tags(.unit))
struct ShapeTests {
  /// [[0, 1, 2], [3, 4, 5]]
  let x = Tensor.counting(2, 3)

  @Test("reshaping keeps the row-major order, and works out one size")
  func reshaping() {
    #expect(x.reshaped(3, -1).shape == [3, 2] && x.reshaped([6]).doubles == x.doubles)
    #expect(Tensor.counting(2, 3, 4).flattened().shape == [24])
    #expect(Tensor.counting(2, 3, 4, 5).flattened(from: 1, to: 2).shape == [2, 12, 5])
    #expect(Tensor.counting(2, 3, 4).flattened(from: 1).shape == [2, 12])
  }

  @Test("views share the storage", arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func views(_ index: Int) {
    let views = [
      x.reshaped(6), x.permuted(1, 0), x.transposed(-1, 0), x.unsqueezed(0).squeezed(0),
      x.select(1), x.slice(1..<3, dim: 1), x.unsqueezed(2).expanded(2, 3, 4),
      x.chunks(3, dim: 1)[2],
    ]
    let view = views[index]
    #expect(view.sharesStorage(with: x))
    x.fill_(9)
    #expect(view.doubles.allSatisfy { $0 == 9 })
  }

  @Test("dimensions in another order")
  func permuting() {
    let y = Tensor.counting(2, 3, 4).permuted(2, 0, 1)
    #expect(y.shape == [4, 2, 3] && y.select(1).doubles == [1, 5, 9, 13, 17, 21])
    #expect(!y.isContiguous() && y.contiguous().isContiguous())
    #expect(y.contiguous().doubles == y.doubles && !y.contiguous().sharesStorage(with: y))
  }

  @Test("dimensions of size 1 come, stretch and go")
  func unitDimensions() {
    #expect(x.unsqueezed(1).shape == [2, 1, 3] && x.unsqueezed(-1).shape == [2, 3, 1])
    #expect(x.unsqueezed(0).squeezed(0).shape == [2, 3] && x.squeezed(0).shape == [2, 3])
    #expect(Tensor.counting(2, 1).expanded(-1, 3).doubles == [0, 0, 0, 1, 1, 1])
  }

  @Test("elements by index, range and step")
  func indexing() {
    #expect(x.select(-1).doubles == [3, 4, 5] && x.select(1, dim: 1).doubles == [1, 4])
    #expect(x.slice(0..<2, dim: 1).doubles == [0, 1, 3, 4])
    #expect(x.slice(0..<3, dim: -1, step: 2).doubles == [0, 2, 3, 5])
    #expect(x.slice(1..<1, dim: 0).shape == [0, 3])
    #expect(x.chunks(3, dim: 1).map(\.doubles) == [[0, 3], [1, 4], [2, 5]])
    #expect(x.size(0) == 2 && x.size(-1) == 3)
  }

  @Test("elements by a tensor of indices")
  func gathering() {
    #expect(x.gathered(Tensor([2, 0] as [Int64], [2]), dim: 1).doubles == [2, 0, 5, 3])
    let indices = Tensor([2, 0, 1, 1] as [Int64], [2, 2])
    #expect(x.taken(along: 1, indices).doubles == [2, 0, 4, 4])
  }

  @Test("order reversed, tensors joined")
  func joining() {
    #expect(x.flipped(1).doubles == [2, 1, 0, 5, 4, 3])
    #expect(x.flipped(0, 1).doubles == [5, 4, 3, 2, 1, 0])
    let wide = Tensor.concatenated([x, x.slice(0..<1, dim: 1)], dim: 1)
    #expect(wide.shape == [2, 4] && wide.doubles == [0, 1, 2, 0, 3, 4, 5, 3])
    #expect(Tensor.stacked([x, x], dim: 2).shape == [2, 3, 2])
    #expect(Tensor.stacked([x, x * 2]).select(1).doubles == [0, 2, 4, 6, 8, 10])
  }

  @Test("rows and columns added, windows pooled")
  func paddingAndPooling() {
    let image = Tensor.counting(1, 1, 2, 3)
    let zeros = image.padded(left: 1, top: 1, mode: .zeros)
    #expect(zeros.doubles == [0, 0, 0, 0, 0, 0, 1, 2, 0, 3, 4, 5])
    let mirrored = image.padded(left: 2, right: 1, mode: .reflect)
    #expect(mirrored.doubles == [2, 1, 0, 1, 2, 1, 5, 4, 3, 4, 5, 4])
    let repeated = image.padded(right: 1, bottom: 1, mode: .replicate)
    #expect(repeated.doubles == [0, 1, 2, 2, 3, 4, 5, 5, 3, 4, 5, 5])
    #expect(image.averagePooled(2, stride: 1).doubles == [2, 3])
    #expect(image.maxPooled(2, stride: 1).doubles == [4, 5])
    #expect(image.maxPooled(3, stride: 2, padding: 1).doubles == [4, 5])
  }

  @Test(
    "pixels repeated, in images of either memory format",
    arguments: [MemoryFormat.contiguous, .channelsLast])
  func repeating(_ format: MemoryFormat) {
    let image = Tensor.counting(1, 2, 1, 2).contiguous(format)
    let wide = image.repeatedPixels(2)
    #expect(wide.shape == [1, 2, 2, 4])
    #expect(wide.doubles == [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3])
  }

  @Test("shrinking with a wide kernel is the mean of what is covered")
  func antialiasing() {
    let flat = Tensor.counting(1, 1, 1, 8)
    #expect(flat.resized(height: 1, width: 4).doubles == [0.5, 2.5, 4.5, 6.5])
    let wide = flat.resized(height: 1, width: 2, antialias: true).doubles
    #expect(abs(wide[0] + wide[1] - 7) < 1e-5 && wide[0] > 1.5)
    #expect(flat.resized(height: 1, width: 2).doubles == [1.5, 5.5])
  }
}
