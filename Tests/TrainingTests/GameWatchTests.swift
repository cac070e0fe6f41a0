import Testing

@testable import Training

@Suite("the adversarial game")
struct GameWatchTests {
  /// What is said over steps with one verdict of both discriminators.
  private func lines(_ watch: inout GameWatch, real: Double, fake: Double, steps: Int) -> [String] {
    (0..<steps).flatMap { _ in
      watch.notice([.init(real: real, fake: fake), .init(real: 0.7, fake: 0.4)])
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

  @Test("nothing is said of the first steps, and numbers that are none do not count")
  func patience() {
    var watch = GameWatch()
    #expect(lines(&watch, real: 0.5, fake: 0.5, steps: 99) == [])
    var other = GameWatch()
    #expect(lines(&other, real: .nan, fake: 0.5, steps: 300) == [])
  }
}
