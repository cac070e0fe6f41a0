// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Reporting

@Suite(.tags(.unit)) struct ThumbnailTests {
  @Test func shrinkingTakesMeans() {
    let samples: [UInt8] = [0, 10, 99, 20, 32, 99, 7, 7, 7]
    let image = Image(
      size: ImageSize(width: 3, height: 3), colorModel: .gray, samples: .uint8(samples))
    #expect(
      image.shrunk(by: 2).samples == .uint8([16]),
      "15.5 is rounded up; the odd row and column are cut off")
    #expect(image.shrunk(by: 1) == image)
    #expect(image.shrunk(by: 9).samples == .uint8([31]), "281 / 9")
  }

  @Test func thumbnailsAreJPEG() throws {
    let size = ImageSize(width: 1200, height: 300)
    let samples = [UInt8](repeating: 80, count: 3 * size.pixelCount)
    let thumbnail = try Thumbnail(Image(size: size, colorModel: .rgb, samples: .uint8(samples)))
    #expect(thumbnail.size == ImageSize(width: 400, height: 100))
    let parts = thumbnail.url.split(separator: ",")
    #expect(parts[0] == "data:image/jpeg;base64")
    let bytes = try #require(Data(base64Encoded: String(parts[1])))
    try withTemporaryFolder { (folder: String) throws in
      try bytes.write(to: URL(filePath: "\(folder)/x"))
      #expect(try Image(contentsOf: "\(folder)/x").size == thumbnail.size)
    }
  }
}
