// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

/// What reading an image may cost, in bytes and in pixels.
@Suite(.tags(.unit)) struct DecodingPolicyTests {
  @Test func aSmallFileThatUnfoldsIsRefusedBeforeItDoes() throws {
    let folder = try TemporaryFolder()
    let bomb = TIFFBytes.claim(width: 14000, height: 14000, channels: 4)
    let path = try folder.file("bomb.tif", bomb)
    let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
    #expect(error?.code == .tooLarge)
    // Six bytes of color a pixel, and the strip of eight: two of them are no alpha.
    #expect(
      error?.description
        == "\(path): too large: 14000x14000 takes 2745 MB of memory; 2148 MB are allowed")
  }

  /// One channel is delivered of 65535 that the decoder has to unpack.
  @Test func channelsThatAreLeftOutCount() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "channels.tif", TIFFBytes.claim(width: 200, height: 200, channels: 65535, bits: 8))
    let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("200x200 takes 2622 MB") == true, "\(error?.message ?? "")")
  }

  @Test func camerasOfHundredMegapixelsPass() throws {
    let folder = try TemporaryFolder()
    for (channels, bits) in [(3, 16), (4, 16), (3, 8), (1, 16)] {
      let claim = TIFFBytes.claim(width: 11648, height: 8736, channels: channels, bits: bits)
      let path = try folder.file("claim.tif", claim)
      // Not refused for its size: its pixels are found missing only when they are decoded, which a
      // budget one byte short of everything would not get to. No memory is touched until then.
      let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
      #expect(error?.code == .damaged, "\(error?.description ?? "")")
    }
  }

  @Test func thePixelLimitIsTheCallers() throws {
    let path = Fixture.path("rgb8.png")
    #expect(
      try Image(contentsOf: path, policy: ImageDecodingPolicy(maximumPixelCount: 63)).size.width
        == 9)
    let error = #expect(throws: ImagingError.self) {
      try Image(contentsOf: path, policy: ImageDecodingPolicy(maximumPixelCount: 62))
    }
    #expect(error?.description == "\(path): too large: 9x7; at most 62 pixels are read")
  }

  @Test func aFileAboveTheBudgetIsNotRead() throws {
    let path = Fixture.path("rgb8.png")
    let error = #expect(throws: ImagingError.self) {
      try Image(contentsOf: path, policy: ImageDecodingPolicy(maximumByteCount: 50))
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.hasSuffix("at most 50 are read") == true)
  }

  /// The promise itself: what the process grows by stays within what the policy was told. In a
  /// process of its own, as the peak is a whole process's.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "no /proc here"),
    .disabled(if: Sanitizers.areOn, Sanitizers.advice),
    arguments: [true, false])
  func memoryStaysWithinTheBudget(isTurned: Bool) async {
    await #expect(processExitsWith: .success) { [isTurned] in
      let folder = try TemporaryFolder()
      let bytes = TIFFBytes.zeros(
        width: 4000, height: 2000, channels: 4, extraIsAlpha: true, tags: [274: isTurned ? 6 : 1])
      let path = try folder.file("large.tif", bytes)
      // Samples 64 MB, and as much again for the strip; the file is half a megabyte.
      let needed = 128_000_000 + bytes.count
      #expect(throws: ImagingError.self) {
        try Image(contentsOf: path, policy: ImageDecodingPolicy(maximumByteCount: needed - 1))
      }
      let before = try peakMemory()
      let image = try Image(
        contentsOf: path, policy: ImageDecodingPolicy(maximumByteCount: needed))
      #expect(image.size.pixelCount == 8_000_000 && image.alpha != nil)
      let grown = try peakMemory() - before
      #expect(grown < needed + 8 << 20, "\(grown) bytes")
    }
  }
}

/// Most bytes that the process had in memory so far.
private func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
  return try #require(Int(line.filter(\.isNumber))) * 1024
}
