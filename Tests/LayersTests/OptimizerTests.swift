// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@Suite("optimization against PyTorch", .singleThreaded, .tags(.unit))
struct OptimizerTests {
  @Test("Adam and AdamW, step by step", arguments: ["adam", "adamw"], [DType.float32, .float64])
  func adam(_ name: String, _ dtype: DType) throws {
    let golden = try Golden(named: name)
    let parameters = try (0..<2).map {
      (key: "\($0)", tensor: try golden.leaf("param.\($0)", dtype))
    }
    let settings = Adam.Settings(
      beta1: 0.9, beta2: 0.99, epsilon: 1e-6, weightDecay: golden[number: "weight_decay"] ?? 0,
      isDecoupled: name == "adamw")
    let optimizer = Adam(parameters, settings: settings)
    for step in 0..<5 {
      for (key, tensor) in parameters {
        tensor.gradient = try golden.tensor("step.\(step).grad.\(key)", dtype)
      }
      optimizer.step(learningRate: golden[number: "lr"] ?? 0)
      for (key, tensor) in parameters {
        let wanted = try golden.tensor("step.\(step).param.\(key)", dtype)
        assertClose(tensor, wanted, relative: 1e-6, "step \(step), parameter \(key)")
      }
    }
    let state = Dictionary(uniqueKeysWithValues: optimizer.state.map { ($0.key, $0.tensor) })
    for key in ["0", "1"] {
      for (own, name) in [("average", "exp_avg"), ("square_average", "exp_avg_sq")] {
        let moment = try #require(state["\(key).\(own)"])
        assertClose(
          moment, try golden.tensor("state.\(key).\(name)", dtype), relative: 2e-6, "\(key) \(own)")
      }
      #expect(state["\(key).step"]?.item() == 5)
    }
  }

  @Test("the L2 form of Adam puts the decay into the gradient")
  func coupledDecay() throws {
    let (decayed, plain) = (try leaf([1, -2]), try leaf([1, -2]))
    decayed.gradient = Tensor([0.5, 0.5] as [Float], [2])
    plain.gradient = Tensor([0.5 + 0.1 * 1, 0.5 - 0.1 * 2] as [Float], [2])
    Adam([("w", decayed)], settings: .init(weightDecay: 0.1, isDecoupled: false))
      .step(learningRate: 0.1)
    Adam([("w", plain)], settings: .init(isDecoupled: false)).step(learningRate: 0.1)
    assertClose(decayed, plain, relative: 1e-7)
  }

  @Test("a parameter without a gradient stays, and its step is not counted")
  func withoutGradient() throws {
    let (moved, still) = (try leaf([1]), try leaf([2]))
    let optimizer = Adam([("moved", moved), ("still", still)])
    moved.gradient = Tensor.ones([1])
    optimizer.step(learningRate: 0.1)
    #expect(still.item() == 2 && abs(moved.item() - 0.9) < 1e-6)
    let steps = optimizer.state.filter { $0.key.hasSuffix(".step") }.map { $0.tensor.item() }
    #expect(steps == [1, 0])
  }

  @Test("moments copied into another optimizer continue the run, bitwise")
  func restored() throws {
    func run(_ optimizer: Adam, _ weight: Tensor, _ steps: Range<Int>) {
      for step in steps {
        weight.gradient = Tensor([1, Float(step)], [2])
        optimizer.step(learningRate: 0.01)
      }
    }
    let whole = try leaf([3, 4])
    let first = Adam([("w", whole)])
    run(first, whole, 0..<3)
    let resumed = whole.detached().cloned()
    resumed.requiresGradient = true
    let second = Adam([("w", resumed)])
    for (new, old) in zip(second.state, first.state) { new.tensor.copy_(old.tensor) }
    run(first, whole, 3..<6)
    run(second, resumed, 3..<6)
    #expect(whole.values() as [Float] == resumed.values() as [Float])
  }

  @Test("clipping scales all gradients together", arguments: ["clip.active", "clip.inactive"])
  func clipping(_ name: String) throws {
    let golden = try Golden(named: name)
    let parameters = try (0..<2).map { index in
      let gradient = try golden.tensor("grad.\(index)")
      let parameter = Tensor.zeros(gradient.shape)
      parameter.requiresGradient = true
      parameter.gradient = gradient
      return (key: "\(index)", tensor: parameter)
    }
    let norm = clipGradients(of: parameters, toNorm: golden[number: "max_norm"] ?? 0)
    assertClose(Tensor(norm), try golden.tensor("total_norm"), relative: 1e-6, "norm")
    for (key, tensor) in parameters {
      let clipped = try #require(tensor.gradient)
      assertClose(clipped, try golden.tensor("clipped.\(key)"), relative: 1e-6, key)
    }
  }

  @Test("clipping where there are no gradients does nothing")
  func nothingToClip() throws {
    #expect(clipGradients(of: [("w", try leaf([1]))], toNorm: 1) == 0)
  }

  static let schedules: [(String, LearningRateSchedule)] = [
    ("schedule.step", .stepped(rate: 1e-4, factor: 0.5, interval: 4, floor: 1e-5)),
    ("schedule.one_cycle", .oneCycle(peak: 1e-3, steps: 40, rise: 0.3)),
    ("schedule.cosine", .cosine(rate: 1e-3, warmUp: 5, steps: 40, floor: 1e-6)),
  ]

  @Test("learning rates of every step", arguments: schedules)
  func schedule(_ name: String, _ schedule: LearningRateSchedule) throws {
    let wanted: [Double] = try Golden(named: name).tensor("lr").values()
    for (step, rate) in wanted.enumerated() {
      let found = schedule.rate(at: step)
      #expect(abs(found - rate) <= 1e-12 * rate, "step \(step): \(found), wanted \(rate)")
    }
    #expect(LearningRateSchedule.constant(rate: 2).rate(at: 99) == 2)
  }

  @Test("one cycle of few steps has finite, positive rates", arguments: 1...12)
  func shortCycle(_ steps: Int) {
    let schedule = LearningRateSchedule.oneCycle(peak: 1, steps: steps, rise: 0.1)
    let rates = (0..<steps).map(schedule.rate(at:))
    #expect(rates.allSatisfy { $0.isFinite && $0 > 0 && $0 <= 1 }, "\(rates)")
  }

  private func leaf(_ values: [Float]) throws -> Tensor {
    let tensor = Tensor(values, [values.count])
    tensor.requiresGradient = true
    return tensor
  }
}

extension Golden {
  fileprivate func leaf(_ key: String, _ dtype: DType) throws -> Tensor {
    let tensor = try tensor(key, dtype)
    tensor.requiresGradient = true
    return tensor
  }
}
