// SPDX-License-Identifier: Apache-2.0

import Datasets
import FusionModel
import Imaging
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("validation", .singleThreaded, .tags(.unit))
struct ValidationTests {
  /// A pair whose images are made, not read from files.
  private func pair(_ sizes: (Int, Int), stem: String = "a") -> ImagePair {
    let reading = PairReading(name: "made") { _, _, _ in (gray(sizes.0), gray(sizes.1)) }
    return ImagePair(stem: stem, first: "nowhere", second: "nothing", reading: reading)
  }

  private func validation(_ pairs: [ImagePair]) throws -> Validation {
    let configuration = TrainingConfiguration(model: .tiny)
    return try Validation(
      pairs, configuration.validation, phases: configuration.losses.phases(teacher: nil),
      device: .cpu)
  }

  @Test("pairs are read as their source wants it")
  func reading() throws {
    #expect(throws: Never.self) { try validation([pair((40, 40))]) }
  }

  @Test("pairs of one stem, of two data folders, have panels of two names")
  func names() throws {
    let pairs = ["001", "001", "x/1", "x_1"].map { pair((40, 40), stem: $0) }
    let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
    let report = try #require(try validation(pairs).measure(model, .reconstruction, nextStep: 1))
    #expect(report.panels.map(\.name) == ["001", "001-2", "x_1", "x_1-2"])
  }

  @Test("pairs on which not all losses can be measured are left out, with a line")
  func small() throws {
    let judged = try validation([16, 31, 32].map { pair(($0, $0), stem: "\($0)") })
    #expect(judged.count == 1)
    #expect(judged.warnings.map { $0.prefix(15) } == ["nowhere: 16x16,", "nowhere: 31x31,"])
    let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
    for phase in [PhaseName.reconstruction, .fusion] {
      let report = try #require(judged.measure(model, phase, nextStep: 1))
      #expect(report.loss.isFinite && report.panels.map(\.name) == ["32"])
    }
    #expect(try validation([pair((16, 16))]).measure(model, .fusion, nextStep: 1) == nil)
  }

  @Test("where the engine fails while it measures, that is thrown")
  func engineFailure() throws {
    let judged = try validation([pair((40, 40))])
    let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
    for phase in [PhaseName.reconstruction, .fusion] {
      let error = try #require(throws: TensorError.self) {
        try withTensorErrors {
          _ = Tensor.zeros([1 << 30, 1 << 30])
          _ = judged.measure(model, phase, nextStep: 1)
        }
      }
      #expect(error.operation == "full")
    }
  }

  @Test("images of unequal sizes are refused")
  func unequalSizes() throws {
    let error = #expect(throws: DatasetError.self) { try validation([pair((40, 48))]) }
    #expect(error?.code == .unequalSizes && error?.path == "nothing")
  }
}

private func gray(_ side: Int) -> Image {
  let size = ImageSize(width: side, height: side)
  return Image(
    size: size, colorModel: .gray, samples: .uint8([UInt8](repeating: 90, count: size.pixelCount)))
}
