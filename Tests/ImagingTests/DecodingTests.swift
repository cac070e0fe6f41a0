// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// What is read is what independent decoders read, sample by sample.
@Suite(.tags(.unit)) struct DecodingTests {
  @Test func theFixturesAreThere() {
    #expect(Fixture.all.count > 80)
  }

  @Test(arguments: Fixture.all)
  func filesAreReadAsOtherDecodersDo(_ fixture: Fixture) throws {
    let image = try Image(contentsOf: Fixture.path(fixture.name))
    #expect(image.size == fixture.image.size)
    #expect(image.colorModel == fixture.image.colorModel)
    #expect(image.samples.depth == fixture.image.samples.depth)
    #expect(image.samples == fixture.image.samples)
    #expect(image.alpha == fixture.image.alpha)
  }

  @Test(arguments: [
    ("cmyk.jpg", "CMYK"), ("animated.webp", "animated"),
  ])
  func kindsThatAreNotReadAreNamed(_ name: String, word: String) {
    let error = #expect(throws: ImagingError.self) {
      try Image(contentsOf: Fixture.path(name))
    }
    #expect(error?.code == .unsupported)
    #expect(error?.description.contains("\(name): not supported: ") == true)
    #expect(error?.message.contains(word) == true)
  }
}
