// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(.tags(.unit)) struct NUTTests {
  private let size = ImageSize(width: 5, height: 3)

  private func nut(_ frames: [VideoFrame], in folder: String) throws -> [UInt8] {
    let path = "\(folder)/film.nut"
    let writer = try NUTWriter(FileOutput(path: path, replacing: true), like: frames[0])
    for frame in frames { try writer.write(frame) }
    try writer.finish()
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  private func frames(of bytes: [UInt8], in folder: String) throws -> [VideoFrame] {
    let reader = try NUTReader(stream(of: bytes, in: folder), name: "film", interruption: {})
    var frames: [VideoFrame] = []
    while let frame = try reader.next() { frames.append(frame) }
    return frames
  }

  @Test func timesAndPixelsComeBack() throws {
    try withTemporaryFolder { folder in
      let times = [0, 120, 160, 240, 3_600_000, 3_600_001].map { Duration.milliseconds($0) }
      // Times that no clock has are written as far as they go.
      let late = frame(size, at: .seconds(Int.max)) { _ in 0 }
      let written = try nut([late], in: folder)
      #expect(!written.isEmpty)
      let samples: [(Image.ColorModel, Image.Samples)] = [
        (.gray, .uint8((0..<15).map { $0 })),
        (.gray, .uint16((0..<15).map { UInt16($0) * 4369 })),
        (.rgb, .uint8((0..<45).map { $0 })),
      ]
      for (model, samples) in samples {
        let image = Image(size: size, colorModel: model, samples: samples)
        let film = times.map { VideoFrame(image: image, time: $0) }
        let read = try frames(of: nut(film, in: folder), in: folder)
        #expect(read == film)
      }
    }
  }

  /// Bytes of a stream that is changed, or ends too early, are an error or other frames; nothing
  /// worse.
  @Test func damageIsAnErrorAndNoMore() throws {
    try withTemporaryFolder { folder in
      let film = [0, 1, 2].map { time in frame(size, at: .seconds(time)) { UInt8($0) } }
      let bytes = try nut(film, in: folder)
      for count in stride(from: 1, to: bytes.count, by: 3) {
        // A stream that ends between packets has fewer frames.
        _ = try? frames(of: Array(bytes[..<count]), in: folder)
      }
      #expect(throws: VideoError.self) { try frames(of: Array(bytes.dropLast(1)), in: folder) }
      #expect(throws: VideoError.self) { try frames(of: Array(bytes.dropFirst(1)), in: folder) }
      for index in stride(from: 25, to: 150, by: 1) {
        for bit in [1, 0x80] as [UInt8] {
          var damaged = bytes
          damaged[index] ^= bit
          _ = try? frames(of: damaged, in: folder)
        }
      }
    }
  }

  @Test func checksumIsThatOfTheFormat() {
    // CRC-32/MPEG-2 with an initial value of 0, by hand: the polynomial for a single bit.
    #expect(NUT.checksum([0, 0, 0, 1]) == 0x04C1_1DB7)
    #expect(NUT.checksum([]) == 0)
  }
}
