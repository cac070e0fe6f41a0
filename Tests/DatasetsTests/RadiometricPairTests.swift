// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Imaging
import TestBasics
import Testing

/// Radiometric files as pairs, and as images of pairs.
@Suite(.tags(.unit)) struct RadiometricPairTests {
  /// A FLIR file whose screen shows black; with a photo in it or not.
  private func flir(photo: Bool) throws -> [UInt8] {
    var file = RadiometricBytes.FLIR(16, 12, values: (0..<192).map { 15_000 + 10 * $0 })
    if photo { file.photo = try picture(64, 48, level: 150).encoded(as: .png) }
    file.placement = (2, 0, 0)
    return file.jpeg(around: try picture(32, 24, level: 0).encoded(as: .jpeg))
  }

  private func picture(_ width: Int, _ height: Int, level: UInt8) -> Image {
    Image(
      size: ImageSize(width: width, height: height), colorModel: .gray,
      samples: .uint8([UInt8](repeating: level, count: width * height)))
  }

  /// A folder of files: with a photo, without, and a picture alone.
  private func withFiles<R>(_ body: (String) throws -> R) throws -> R {
    try withTemporaryFolder { root in
      let alone = try picture(32, 24, level: 9).encoded(as: .jpeg)
      let files = [
        "FLIR2.jpg": try flir(photo: true), "FLIR10.jpg": try flir(photo: true),
        "FLIR11.jpg": try flir(photo: false), "notes.jpg": alone,
      ]
      for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(root)/\(name)")) }
      return try body(root)
    }
  }

  @Test func aFolderOfThemHoldsAsManyPairs() throws {
    try withFiles { root in
      let list = try FolderPairing().list(in: root)
      #expect(list.pairs.map(\.stem) == ["FLIR2", "FLIR10"])
      #expect(list.pairs.allSatisfy { $0.reading == .radiometricFile && $0.paths.count == 1 })
      #expect(list.unpaired == ["\(root)/FLIR11.jpg", "\(root)/notes.jpg"])
      #expect(list.note == "2 radiometric files, each a pair by itself")
      #expect(try PairLayout.source(at: root).list() == list)
    }
  }

  @Test func filesWithAPartnerByNameAreItsOwn() throws {
    try withFiles { root in
      for name in ["FLIR2_vis.jpg", "3_vis.jpg", "3_ir.jpg"] {
        try picture(32, 24, level: 9).write(to: "\(root)/\(name)")
      }
      let list = try FolderPairing(pattern: NamePattern("*_vis=*_ir")).list(in: root)
      #expect(list.pairs.map(\.stem) == ["3", "FLIR2", "FLIR10"])
      #expect(list.note?.hasSuffix("; 2 radiometric files, each a pair by itself") == true)
      #expect(list.unpaired.contains("\(root)/FLIR2_vis.jpg"))
    }
  }

  @Test func aPhotoThatWasTakenOutOfAFileIsLeftOver() throws {
    try withFiles { root in
      for name in ["FLIR2_vis.jpg", "FLIR11_vis.jpg"] {
        try picture(32, 24, level: 9).write(to: "\(root)/\(name)")
      }
      let list = try FolderPairing().list(in: root)
      #expect(list.pairs.map(\.stem) == ["FLIR2", "FLIR10", "FLIR11"])
      #expect(list.pairs.map(\.paths.count) == [1, 1, 2])
      #expect(list.unpaired == ["\(root)/FLIR2_vis.jpg", "\(root)/notes.jpg"])
      #expect(
        list.note
          == "1 pair by the pattern *_vis=*, such as FLIR11_vis.jpg with FLIR11.jpg; 1 image has no"
          + " partner; 2 radiometric files, each a pair by itself, so that what goes with one by name"
          + " is left over: FLIR2_vis.jpg")
      let named = try FolderPairing(pattern: NamePattern("*_vis=*")).list(in: root)
      #expect(named.pairs.map(\.paths.count) == [2, 1, 2])
    }
  }

  @Test func itsScreenAloneIsNoPair() throws {
    try withFiles { root in
      let pair = try #require(try FolderPairing().list(in: root).pairs.first)
      var policy = ImageDecodingPolicy.standard
      policy.takesScreenPicture = true
      let error = #expect(throws: DatasetError.self) { try pair.read(policy: policy) }
      #expect(error?.code == .onePicture && error?.path == pair.first)
    }
  }

  @Test func oneFileIsRead() throws {
    try withFiles { root in
      let pair = try #require(try FolderPairing().list(in: root).pairs.first)
      let images = try pair.read()
      #expect(images.first.size == ImageSize(width: 32, height: 24))
      #expect(images.second.size == images.first.size)
      #expect(images.first.luminance().values.allSatisfy { abs($0 - 150 / 255) < 0.01 })
      #expect(
        pair.remarks(of: images).map(\.description) == [
          "\(root)/FLIR2.jpg: radiometric: temperatures by its own settings, laid on its photo"
            + " where the camera says"
        ])
      #expect(images.second.foundRange()?.unit == .celsius)
    }
  }

  @Test func inAPairOfTwoFilesWhatWasMeasuredIsTaken() throws {
    try withFiles { root in
      let pair = ImagePair(stem: "a", first: "\(root)/FLIR2.jpg", second: "\(root)/FLIR11.jpg")
      let images = try pair.read()
      #expect(images.first.size == ImageSize(width: 64, height: 48))
      #expect(images.second.size == ImageSize(width: 16, height: 12))
      #expect(
        pair.remarks(of: images).map(\.text) == [
          "radiometric: its photo is taken", "radiometric: temperatures by its own settings",
        ])
      // Without a photo the first one is the thermal image too: never the screen in silence.
      let other = try ImagePair(stem: "a", first: pair.second, second: pair.first).read()
      #expect(other.first.samples == images.second.samples && other.first.notes.remarks.count == 1)
    }
  }

  @Test func theScreensPictureIsTakenWhereItIsWanted() throws {
    try withFiles { root in
      var policy = ImageDecodingPolicy.standard
      policy.takesScreenPicture = true
      let pair = ImagePair(stem: "a", first: "\(root)/FLIR2.jpg", second: "\(root)/FLIR11.jpg")
      let images = try pair.read(policy: policy)
      #expect(images.second.size == ImageSize(width: 32, height: 24))
      #expect(images.second.samples.depth == .uint8 && pair.remarks(of: images).isEmpty)
    }
  }

  @Test func valuesOfDJIAreRelative() throws {
    try withTemporaryFolder { root in
      let values = (0..<320 * 256).map { 29_000 + UInt16($0 / 320) }
      let screen = try picture(320, 256, level: 0).encoded(as: .jpeg)
      let path = "\(root)/DJI_0002_T.jpg"
      try Data(RadiometricBytes.dji(values, around: screen)).write(to: URL(filePath: path))
      let pair = ImagePair(stem: "a", first: path, second: path)
      let images = try pair.read()
      #expect(images.second.samples == .uint16(values))
      // As hundredths of a kelvin they would be 17 degrees.
      #expect(images.second.foundRange().map { $0.unit == nil } == true)
      #expect(images.second.notes.remarks.first?.contains("relative") == true)
    }
  }
}
