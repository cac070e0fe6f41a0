// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Imaging
import TestBasics
import Testing

@Suite("sources of pairs", .tags(.unit)) struct PairSourceTests {
  @Test("a path is opened in the layout that it fits, and an unknown one says what is wanted")
  func layouts() throws {
    try withTemporaryFolder { root in
      for folder in ["vi", "ir"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        try gray(9, 4, 2).write(to: "\(root)/\(folder)/a.png")
      }
      try gray(9, 4, 2).write(to: "\(root)/ir/b.png")
      let list = try PairLayout.source(at: root).list()
      #expect(list.pairs.map(\.stem) == ["a"] && list.unpaired == ["\(root)/ir/b.png"])
      let error = #expect(throws: DatasetError.self) {
        try PairLayout.source(at: "\(root)/vi")
      }
      #expect(error?.code == .unknownModalities)
    }
  }

  @Test("a pair is read as its source wants it, two images out of one file too")
  func reading() throws {
    try withTemporaryFolder { root in
      let path = "\(root)/a.png"
      try gray(200, 4, 2).write(to: path)
      let twins = PairReading(name: "negative") { first, _, _ in
        let image = try Image(contentsOf: first)
        return (image, Image(luminance: negative(image.luminance())))
      }
      let pair = ImagePair(stem: "a", first: path, second: path, reading: twins)
      let images = try pair.read()
      #expect(images.name == "a" && pair.paths == [path])
      #expect(images.first.samples == .uint8([UInt8](repeating: 200, count: 8)))
      #expect(images.second.samples == .uint8([UInt8](repeating: 55, count: 8)))
      #expect(pair != ImagePair(stem: "a", first: path, second: path))
      #expect(PairList([pair]).list().pairs == [pair])
    }
  }

  private func gray(_ level: UInt8, _ width: Int, _ height: Int) -> Image {
    Image(
      size: ImageSize(width: width, height: height), colorModel: .gray,
      samples: .uint8([UInt8](repeating: level, count: width * height)))
  }
}

private func negative(_ plane: Plane) -> Plane {
  Plane(size: plane.size, values: plane.values.map { 1 - $0 })
}
