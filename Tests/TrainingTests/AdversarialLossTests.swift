// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("adversarial losses", .singleThreaded, .tags(.unit))
struct AdversarialLossTests {
  private func logits(_ values: Double...) -> Tensor { Tensor(values, [values.count, 1]) }

  @Test("discriminator: -log D(real) - log(1 - D(fake)), by hand")
  func discriminator() {
    let undecided = discriminatorLoss(real: logits(0, 0), fake: logits(0, 0))
    #expect(abs(undecided.item() - 2 * log(2)) < 1e-12)
    // D(real) = 3/4, D(fake) = 1/5.
    let loss = discriminatorLoss(real: logits(log(3)), fake: logits(-log(4)))
    #expect(abs(loss.item() - (-log(0.75) - log(0.8))) < 1e-12)
    #expect(discriminatorLoss(real: logits(40), fake: logits(-40)).item() < 1e-12)
  }

  @Test("smoothed labels: the least loss is at D(real) = 1 - e, D(fake) = e")
  func smoothing() {
    let best = log(0.9 / 0.1)
    func loss(_ real: Double, _ fake: Double) -> Double {
      discriminatorLoss(real: logits(real), fake: logits(fake), smoothing: 0.1).item()
    }
    let least = loss(best, -best)
    #expect(abs(least + 2 * (0.9 * log(0.9) + 0.1 * log(0.1))) < 1e-12)
    for (real, fake) in [(best + 0.1, -best), (best, -best - 0.1), (best - 0.1, -best), (9, -9)] {
      #expect(loss(real, fake) > least)
    }
  }

  @Test("adversarial: -log D(fake), or log(1 - D(fake)) as printed, by hand")
  func adversarial() {
    let fake = logits(log(3), -log(4))  // D = 3/4 and 1/5
    let saturating = adversarialLoss(fake: fake, form: .printed).item()
    let other = adversarialLoss(fake: fake, form: .nonSaturating).item()
    #expect(abs(other - (-log(0.75) - log(0.2)) / 2) < 1e-12)
    #expect(abs(saturating - (log(0.25) + log(0.8)) / 2) < 1e-12)
  }

  @Test("both forms pay for a higher verdict", arguments: AdversarialForm.allCases)
  func direction(_ form: AdversarialForm) {
    let verdicts = [-30.0, -3, 0, 3, 30].map {
      adversarialLoss(fake: logits($0), form: form).item()
    }
    #expect(verdicts.allSatisfy { $0.isFinite })
    #expect(zip(verdicts, verdicts.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("gradients by central differences")
  func gradients() {
    let real = RandomGenerator(seed: 1).normal([6, 1], deviation: 2, dtype: .float64)
    let fake = RandomGenerator(seed: 2).normal([6, 1], deviation: 2, dtype: .float64)
    let leaves = [(key: "real", tensor: real), (key: "fake", tensor: fake)]
    leaves.forEach { $0.tensor.requiresGradient = true }
    gradientCheck(leaves) { discriminatorLoss(real: real, fake: fake, smoothing: 0.1) }
    for form in AdversarialForm.allCases {
      gradientCheck([leaves[1]]) { adversarialLoss(fake: fake, form: form) }
    }
  }
}
