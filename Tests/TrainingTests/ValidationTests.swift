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
