// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(.tags(.unit)) struct Y4MTests {
  private let size = ImageSize(width: 6, height: 4)

  @Test func graysComeBackAsTheyWere() throws {
    try withTemporaryFolder { folder in
      let deep = Image(
        size: size, colorModel: .gray, samples: .uint16((0..<24).map { UInt16($0) * 2730 + 5 }))
      for image in [frame(size, at: .zero) { UInt8($0 * 10) }.image, deep] {
        let path = "\(folder)/\(image.samples.depth).y4m"
        let rate = try #require(FrameRate(30000, 1001))
        let frames = (0..<3).map { VideoFrame(image: image, time: rate.time(ofFrame: $0)) }
        try write(frames, to: Y4MSink(path: path), rate: rate)
        let reader = try PipeSource(path: path).open()
        #expect(reader.rate == rate)
        #expect(try allFrames(of: PipeSource(path: path)) == frames)
      }
    }
  }

  @Test func colorComesBackWithinALevel() throws {
    try withTemporaryFolder { folder in
      let samples = (0..<72).map { UInt8(($0 * 37) % 256) }
      let image = Image(size: size, colorModel: .rgb, samples: .uint8(samples))
      let path = "\(folder)/color.y4m"
      try write([VideoFrame(image: image, time: .zero)], to: Y4MSink(path: path))
      let read = try #require(try allFrames(of: PipeSource(path: path)).first).image
      guard case .uint8(let found) = read.samples else {
        Issue.record("\(read.samples.depth)")
        return
      }
      // Where the color differences leave 0...255 nothing is exact; these stay inside.
      #expect(zip(samples, found).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    }
  }

  /// Of BT.601's table: red is 81, 90, 240 in 16...235, and gray 128 is 126, 128, 128.
  @Test func halvedChromaIsThatOfTheStandard() throws {
    try withTemporaryFolder { folder in
      let small = ImageSize(width: 2, height: 2)
      let header = Array("YUV4MPEG2 W2 H2 F25:1 C420jpeg\nFRAME\n".utf8)
      let reader = try Y4MReader(
        stream(of: header + [81, 81, 126, 126, 90, 240], in: folder), name: "red",
        assumed: .usual, interruption: {})
      let image = try #require(try reader.next()).image
      #expect(image.size == small)
      guard case .uint8(let found) = image.samples else {
        Issue.record("\(image.samples.depth)")
        return
      }
      let red: [UInt8] = [255, 0, 0]
      #expect(zip(found.prefix(3), red).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  @Test(arguments: [
    ("YUV4MPEG W2 H2\n", "does not begin with YUV4MPEG2"), ("YUV4MPEG2 W0 H2\n", "0x2"),
    ("YUV4MPEG2 W99999999 H99999999\n", "99999999"), ("YUV4MPEG2 W2 H2 C411\n", "C411"),
    ("YUV4MPEG2 W2 H2 Cmono17\n", "Cmono17"), ("", "is empty"),
    (String(repeating: "a", count: 2000), "no line of at most 1024 bytes"),
    ("YUV4MPEG2 W2 H2 Cmono\nFRAMX\n", "no FRAME"),
    ("YUV4MPEG2 W2 H2 Cmono\nFRAME\nab", "ends after 2 of 4"),
    ("YUV4MPEG2 W2 H2 Cmono\nFRAME\n", "ends before the pixels of frame 0"),
  ])
  func whatIsWrongIsNamed(_ text: String, _ wanted: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/bad.y4m"
      try Data(text.utf8).write(to: URL(filePath: path))
      let error = #expect(throws: VideoError.self) { try allFrames(of: PipeSource(path: path)) }
      #expect(error?.message.contains(wanted) == true, "\(error?.message ?? "")")
      #expect(error?.subject == path)
    }
  }

  @Test func anotherFrameThanTheFirstIsRefused() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/film.y4m"
      let other = frame(ImageSize(width: 8, height: 4), at: .seconds(1)) { _ in 0 }
      #expect(throws: VideoError.self) {
        try write([frame(size, at: .zero) { _ in 1 }, other], to: Y4MSink(path: path))
      }
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }
}
