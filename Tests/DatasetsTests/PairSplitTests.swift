// SPDX-License-Identifier: Apache-2.0

import Datasets
import TestBasics
import Testing

@Suite("split of pairs", .tags(.unit))
struct PairSplitTests {
  private func pairs(_ count: Int) -> [ImagePair] {
    (0..<count).map { ImagePair(stem: "\($0)", first: "a/\($0).png", second: "b/\($0).png") }
  }

  private func numbers(_ pairs: [ImagePair]) -> [Int] { pairs.compactMap { Int($0.stem) } }

  @Test(
    "both parts together are the whole, each in order",
    arguments: [0, 1, 2, 3, 9, 10, 11, 19, 20, 32, 171, 235], [0, 0.05, 0.1, 0.5, 0.99])
  func parts(_ count: Int, _ share: Double) {
    let split = PairSplit(pairs(count), validationShare: share, seed: 1)
    let (training, validation) = (numbers(split.training), numbers(split.validation))
    #expect((training + validation).sorted() == Array(0..<count))
    #expect(training == training.sorted() && validation == validation.sorted())
    #expect(training.isEmpty == (count == 0))
    #expect(validation.isEmpty == (count < 2 || share == 0))
  }

  @Test("about the share is put aside", arguments: [32, 171, 235, 1000])
  func share(_ count: Int) {
    let split = PairSplit(pairs(count), validationShare: 0.1, seed: 3)
    #expect(abs(split.validation.count - count / 10) <= 6)
  }

  @Test("runs of ten stay together")
  func runs() {
    for seed in UInt64(0)..<20 {
      let validation = numbers(PairSplit(pairs(400), validationShare: 0.1, seed: seed).validation)
      #expect(validation.count == 40)
      let starts = validation.filter { $0 % 10 == 0 }
      #expect(validation == starts.flatMap { Array($0..<$0 + 10) })
    }
  }

  @Test("the seed chooses the runs, and nothing else does")
  func seeds() {
    #expect(PairSplit(pairs(400), seed: 1) == PairSplit(pairs(400), seed: 1))
    let chosen = (UInt64(0)..<50).map { numbers(PairSplit(pairs(400), seed: $0).validation) }
    #expect(Set(chosen.joined()) == Set(0..<400))
  }
}
