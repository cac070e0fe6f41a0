// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("gradients, autocast", .singleThreaded, .tags(.unit))
struct AutogradTests {
  let x: Tensor = {
    let x = Tensor([1, -2, 3] as [Float], [3])
    x.requiresGradient = true
    return x
  }()

  @Test("gradients add up until they are cleared")
  func accumulation() {
    #expect(x.gradient == nil)
    x.squared().sum().backward()
    #expect(x.gradient?.doubles == [2, -4, 6])
    (x * 10).sum().backward()
    #expect(x.gradient?.doubles == [12, 6, 16])
    x.gradient = nil
    #expect(x.gradient == nil)
    x.sum().backward()
    #expect(x.gradient?.doubles == [1, 1, 1])
    x.gradient = Tensor([5, 6, 7] as [Float], [3])
    #expect(x.gradient?.doubles == [5, 6, 7])
  }

  @Test("what flows in is a factor")
  func cotangent() {
    (x * x).backward(Tensor([1, 0, -1] as [Float], [3]))
    #expect(x.gradient?.doubles == [2, 0, -6])
  }

  @Test("a kept graph runs back twice")
  func keptGraph() {
    let y = x.squared().sum()
    y.backward(retainingGraph: true)
    y.backward()
    #expect(x.gradient?.doubles == [4, -8, 12])
  }

  @Test("the same twice through a graph that is gone is a failure")
  func usedGraph() {
    let y = x.squared().sum()
    y.backward()
    #expect(throws: TensorError.self) { try withTensorErrors { y.backward() } }
  }

  @Test("nothing is recorded within withoutGradients, after a throw neither")
  func withoutRecording() {
    struct Stop: Error {}
    let y = withoutGradients { x * 2 }
    #expect(!y.requiresGradient && (x * 2).requiresGradient)
    #expect(throws: Stop.self) { try withoutGradients { throw Stop() } }
    #expect((x * 2).requiresGradient)
    withoutGradients {
      withoutGradients {}
      #expect(!(x * 2).requiresGradient)
    }
    #expect(!x.detached().requiresGradient)
  }

  @Test("a leaf is written to without recording")
  func writing() {
    withoutGradients { x.copy_(Tensor([4, 5, 6] as [Float], [3])) }
    x.squared().sum().backward()
    #expect(x.gradient?.doubles == [8, 10, 12])
  }

  @Test("autocast computes products and convolutions in bfloat16, and ends")
  func autocast() {
    let (a, image) = (Tensor.counting(4, 4), Tensor.counting(1, 1, 4, 4))
    let kernel = Tensor.ones([1, 1, 3, 3])
    let half = a.to(.bfloat16)
    withAutocast(.bfloat16, on: .cpu) {
      withAutocast(.float32, on: .cpu) {
        #expect(a.matmul(a).dtype == .float32 && half.matmul(half).dtype == .bfloat16)
      }
      #expect(a.matmul(a).dtype == .bfloat16, "the inner one has ended")
      #expect(a.linear(a, nil).dtype == .bfloat16)
      #expect(image.conv2d(kernel, nil).dtype == .bfloat16)
      #expect((a + a).dtype == .float32)
      withAutocast(nil, on: .cpu) { #expect(a.matmul(a).dtype == .bfloat16) }
    }
    #expect(a.matmul(a).dtype == .float32)
    withAutocast(nil, on: .cpu) { #expect(a.matmul(a).dtype == .float32) }
  }

  @Test("autocast gradients arrive in the leaf's type")
  func autocastGradients() {
    let weight = Tensor.ones([2, 3])
    weight.requiresGradient = true
    let loss = withAutocast(.bfloat16, on: .cpu) { x.detached().linear(weight, nil) }.sum()
    loss.backward()
    #expect(weight.gradient?.dtype == .float32)
    #expect(weight.gradient?.doubles == [1, -2, 3, 1, -2, 3])
  }
}
