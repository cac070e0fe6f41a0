// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Training

@Suite("the adversarial game", .tags(.unit))
struct GameWatchTests {
  /// What is said over steps with one verdict of both discriminators.
  private func lines(
    _ watch: inout GameWatch, real: Double = 0.8, fake: Double = 0.2, gradientNorm: Double = 1,
    steps: Int
  ) -> [String] {
    (0..<steps).flatMap { _ in
      watch.warnings(
        after: [.init(real: real, fake: fake), .init(real: 0.7, fake: 0.4)],
        gradientNorm: gradientNorm)
    }
  }

  @Test("an open game is not spoken of")
  func open() {
    var watch = GameWatch()
    #expect(lines(&watch, real: 0.8, fake: 0.2, steps: 500) == [])
  }

  @Test("a discriminator that wins, and one that dies, is named once; so is its recovery")
  func turns() throws {
    var watch = GameWatch()
    let won = lines(&watch, real: 0.99, fake: 0.01, steps: 500)
    #expect(won.count == 1 && won[0].hasPrefix("discriminator 1 has won (D(real) 0.9"), "\(won)")
    let open = lines(&watch, real: 0.8, fake: 0.2, steps: 500)
    #expect(open.count == 1 && open[0].contains("open again"), "\(open)")
    let died = lines(&watch, real: 0.5, fake: 0.5, steps: 500)
    #expect(died.count == 1 && died[0].hasPrefix("discriminator 1 has died"), "\(died)")
  }

  @Test("a network whose gradients vanish is named once; so is its recovery")
  func stuck() throws {
    var watch = GameWatch()
    #expect(lines(&watch, gradientNorm: 0.02, steps: 500) == [])
    #expect(lines(&watch, gradientNorm: .nan, steps: 500) == [])
    let stuck = lines(&watch, gradientNorm: 0.001, steps: 500)
    #expect(stuck.count == 1 && stuck[0].contains("stopped learning"), "\(stuck)")
    #expect(stuck[0].contains("optimization.peakRate"))
    #expect(lines(&watch, gradientNorm: 0.3, steps: 500) == ["the network learns again"])
  }

  @Test("nothing is said of the first steps, and what is not a number does not count")
  func patience() {
    var watch = GameWatch()
    #expect(lines(&watch, real: 0.5, fake: 0.5, gradientNorm: 0, steps: 99) == [])
    var other = GameWatch()
    #expect(lines(&other, real: .nan, fake: 0.5, steps: 300) == [])
  }
}
