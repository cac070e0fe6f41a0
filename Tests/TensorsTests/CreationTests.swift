// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("making and converting tensors", .singleThreaded, .tags(.unit))
struct CreationTests {
  @Test("every type holds what is put in", arguments: DType.allCases)
  func dtypes(_ dtype: DType) {
    let ones = Tensor(full: 1, [2, 3], dtype: dtype)
    #expect(ones.dtype == dtype && ones.shape == [2, 3] && ones.count == 6 && ones.device == .cpu)
    #expect(ones.doubles == Array(repeating: 1, count: 6))
    #expect(Tensor.zeros([0, 4], dtype: dtype).doubles.isEmpty)
    #expect(Tensor.ones([], dtype: dtype).item() == 1)
    #expect(ones.count * dtype.byteCount == bytes(of: ones).count)
  }

  @Test("elements come back row-major, of four Swift types")
  func roundTrip() {
    #expect(Tensor([1.5, -2] as [Float], [2]).values() as [Float] == [1.5, -2])
    #expect(Tensor([0.1, -2] as [Double], [1, 2]).values() as [Double] == [0.1, -2])
    #expect(Tensor([.min, .max] as [Int64], [2]).values() as [Int64] == [.min, .max])
    #expect(Tensor([0, 255] as [UInt8], [2, 1]).values() as [UInt8] == [0, 255])
    #expect(Tensor.counting(2, 3).transposed(0, 1).doubles == [0, 3, 1, 4, 2, 5])
  }

  @Test("raw bytes are taken as the type says")
  func rawBytes() {
    let half: [UInt16] = [0x3C00, 0xC000, 0x7BFF]
    let made = half.withUnsafeBytes { Tensor(bytes: $0, shape: [3], dtype: .float16) }
    #expect(made.doubles == [1, -2, 65504])
    #expect(bytes(of: made) == half.withUnsafeBytes(Array.init))
  }

  @Test("a tensor over memory reads and writes just that")
  func overMemory() {
    var values: [Float] = [1, 2, 3, 4]
    values.withUnsafeMutableBufferPointer { buffer in
      let over = Tensor(over: buffer, [2, 2])
      #expect(over.transposed(0, 1).doubles == [1, 3, 2, 4])
      over.copy_(Tensor([5, 6] as [Double], [2]))
    }
    #expect(values == [5, 6, 5, 6])
  }

  @Test("conversion rounds as the type does")
  func conversion() {
    let x = Tensor([0.1, 2.7, 300, 70000] as [Float], [4])
    #expect(x.to(.float16).doubles == [0.0999755859375, 2.69921875, 300, .infinity])
    #expect(x.to(.bfloat16).doubles == [0.10009765625, 2.703125, 300, 70144])
    #expect(x.to(.int64).doubles == [0, 2, 300, 70000])
    #expect(x.to(.bool).doubles == [1, 1, 1, 1])
    #expect(x.to(.float64).doubles == [Float(0.1), 2.7, 300, 70000].map(Double.init))
  }

  @Test("converting to what it is gives the tensor itself")
  func identity() {
    let x = Tensor.ones([2])
    #expect(x.to(.float32) === x && x.to() === x)
    #expect(x.contiguous().sharesStorage(with: x))
  }

  @Test("a clone has a storage of its own, a detached tensor has not")
  func storage() {
    let x = Tensor.counting(3)
    let (copy, detached) = (x.cloned(), x.detached())
    x.fill_(7)
    #expect(copy.doubles == [0, 1, 2] && !copy.sharesStorage(with: x))
    #expect(detached.doubles == [7, 7, 7] && detached.sharesStorage(with: x))
  }

  @Test("copying in place converts and broadcasts")
  func copying() {
    let x = Tensor.zeros([2, 2])
    x.copy_(Tensor([1, 2] as [Int64], [2]))
    #expect(x.doubles == [1, 2, 1, 2] && x.dtype == .float32)
  }

  @Test("becoming another changes type and order, not the leaf")
  func becoming() {
    let x = Tensor.counting(1, 2, 1, 2)
    x.requiresGradient = true
    x.replaceContents(with: x.to(.float64).contiguous(.channelsLast))
    #expect(x.dtype == .float64 && x.requiresGradient && x.doubles == [0, 1, 2, 3])
    (x * 3).sum().backward()
    #expect(x.gradient?.doubles == [3, 3, 3, 3])
    #expect(x.gradient?.dtype == .float64)
  }

  @Test("ranges count from 0")
  func ranges() {
    #expect(Tensor.range(4).dtype == .int64)
    #expect(Tensor.range(4, dtype: .float64).doubles == [0, 1, 2, 3])
  }

  @Test("a device says whether it can be used, and what it is called")
  func devices() {
    #expect(Device.cpu.isAvailable && !Device.cuda(99).isAvailable && !Device.cuda(-1).isAvailable)
    #expect(Device.best.isAvailable)
    #expect([Device.cpu, .cuda(1), .mps].map(\.description) == ["cpu", "cuda:1", "mps"])
  }

  private func bytes(of tensor: Tensor) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: tensor.count * tensor.dtype.byteCount)
    bytes.withUnsafeMutableBytes(tensor.copyBytes)
    return bytes
  }
}
