// SPDX-License-Identifier: Apache-2.0

package import Layers
package import Tensors
import Testing

/// A part of the network that a golden tells the values and gradients of.
package struct ParityCase: Sendable, CustomTestStringConvertible {
  /// The golden's name.
  package let name: String
  private let make: @Sendable (RandomGenerator) -> Part

  /// What is computed: a module and how it is called.
  private struct Part {
    let module: Module
    let forward: ([Tensor]) -> Tensor
  }

  /// A module; `make` builds it anew for every test, `forward` calls it on the case's inputs.
  package init<M: Module>(
    _ name: String, _ make: @escaping @Sendable (RandomGenerator) -> M,
    _ forward: @escaping @Sendable (M, [Tensor]) -> Tensor
  ) {
    self.name = name
    self.make = { generator in
      let module = make(generator)
      return Part(module: module) { forward(module, $0) }
    }
  }

  /// A function of one tensor.
  package init(function name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, { _ in Module() }, { function($1[0]) })
  }

  /// The golden's name.
  package var testDescription: String { name }
}

extension ParityCase {
  /// Compares outputs, gradients and, in training, buffers with the golden's.
  ///
  /// In float64 all agree to 1e-6 relative, the goldens' own precision being float32's; in float32
  /// to 1e-5, or to 8 times what PyTorch's own float32 deviates.
  package func checkParity(_ dtype: DType) throws {
    let golden = try Golden(named: name)
    let (part, inputs) = try filled(golden, dtype)
    let output = part.forward(inputs)
    func tolerance(_ key: String) -> Double {
      dtype == .float64 ? 1e-6 : max(1e-5, 8 * (golden[number: key] ?? 0))
    }
    let outputTolerance = tolerance("float32_deviation")
    assertClose(
      output.to(.float64), try golden.tensor("output", .float64), relative: outputTolerance,
      "output")
    output.backward(try golden.tensor("cotangent", dtype))
    let gradientTolerance = tolerance("float32_gradient_deviation")
    for (key, tensor) in leaves(part, inputs) where golden.has("grad.\(key)") {
      compare(
        tensor.gradient, try golden.tensor("grad.\(key)", .float64), gradientTolerance,
        "grad.\(key)")
    }
    for (key, tensor) in part.module.buffers where golden.has("buffer.\(key)") {
      compare(tensor, try golden.tensor("buffer.\(key)", .float64), outputTolerance, key)
    }
  }

  /// Compares gradients with central differences at the golden's inputs and parameters.
  package func checkGradients(samples: Int = 8, tolerance: Double = 1e-6) throws {
    let golden = try Golden(named: name)
    let (part, inputs) = try filled(golden, .float64)
    let cotangent = try golden.tensor("cotangent", .float64)
    gradientCheck(leaves(part, inputs), samples: samples, tolerance: tolerance) {
      (part.forward(inputs) * cotangent).sum()
    }
  }

  private func filled(_ golden: Golden, _ dtype: DType) throws -> (Part, inputs: [Tensor]) {
    let part = make(RandomGenerator(seed: 1))
    part.module.convert(to: dtype)
    try golden.fill(part.module)
    let inputs = try golden.series("input", dtype)
    inputs.forEach { $0.requiresGradient = true }
    return (part, inputs)
  }

  private func leaves(_ part: Part, _ inputs: [Tensor]) -> [(key: String, tensor: Tensor)] {
    inputs.enumerated().map { (Golden.numbered("input", $0), $1) }
      + part.module.parameters.map { ("param.\($0.key)", $0.tensor) }
  }

  private func compare(
    _ actual: Tensor?, _ expected: Tensor, _ tolerance: Double, _ what: String
  ) {
    guard let actual else {
      Issue.record("\(what) is missing")
      return
    }
    assertClose(actual.to(.float64), expected, relative: tolerance, what)
  }
}
