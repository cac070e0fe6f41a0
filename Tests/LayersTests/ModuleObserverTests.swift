// SPDX-License-Identifier: Apache-2.0

import Layers
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("layers, and who watches their calls", .singleThreaded, .tags(.unit))
struct ModuleObserverTests {
  /// Adds 1, or in a fused way 1.5, if its input is positive.
  private final class Step: Module, Layer {
    func forward(_ x: Tensor) -> Tensor { x + 1 }
    func fused(_ x: Tensor) -> Tensor? { x.min().item() > 0 ? x + 1.5 : nil }
  }

  private final class Twice: Module, Layer {
    let steps = [Step(), Step()]
    func forward(_ x: Tensor) -> Tensor { steps.reduce(x) { $1($0) } }
  }

  private final class Watch: ModuleObserver {
    let modules = Mutex<[ObjectIdentifier]>([])

    func observe<Output: Computed>(_ module: Module, _ call: () -> Output) -> Output {
      modules.withLock { $0.append(ObjectIdentifier(module)) }
      return call()
    }
  }

  @Test("a fused form is taken where it takes the input")
  func fused() {
    #expect(Step()(Tensor.ones([2])).values() == [2.5, 2.5] as [Double])
    #expect(Step()(Tensor.zeros([2])).values() == [1, 1] as [Double])
  }

  @Test("an observer sees every call within its scope, outer ones first, and changes nothing")
  func calls() {
    let (network, watch) = (Twice(), Watch())
    let plain: [Double] = network(.zeros([1])).values()
    let seen: [Double] = ModuleObservation.observed(by: watch) { network(.zeros([1])).values() }
    let wanted: [Module] = [network, network.steps[0], network.steps[1]]
    #expect(seen == plain && watch.modules.withLock { $0 } == wanted.map(ObjectIdentifier.init))
    _ = network(.zeros([1]))
    #expect(watch.modules.withLock { $0.count } == 3)
  }
}
