// SPDX-License-Identifier: Apache-2.0

import Cameras
import Driver
import Imaging

/// Reads FLIR's FFF files, the checksums of PNG files in them made right. What is accepted must be
/// whole: a value for each pixel, and where there is a photo two images of one size. In pieces in a
/// JPEG file it must be the same.
let flir = Subject("flir") { bytes in
  guard bytes.starts(with: Array("FFF".utf8) + [0]) else { return false }
  let bytes = withEveryPNGChecksum(bytes)
  let direct = check(bytes)
  let pieces = stride(from: 0, to: min(bytes.count, 256 * 300), by: 300).map { $0 }
  let segments = pieces.enumerated().reversed().flatMap { index, start in
    let content = bytes.dropFirst(start).prefix(start == pieces.last ? 60_000 : 300)
    return [0xFF, 0xE1, UInt8((content.count + 10) >> 8), UInt8((content.count + 10) & 0xFF)]
      + Array("FLIR".utf8) + [0, 1, UInt8(index), UInt8(pieces.count - 1)] + content
  }
  let joined = check([0xFF, 0xD8] + segments + [0xFF, 0xD9])
  precondition(joined?.values == direct?.values, "pieces are not the whole")
  return true
}

/// Reads JPEG files with the segments of FLIR or DJI, or with what seems to be.
let radiometric = Subject("radiometric") { bytes in
  guard bytes.starts(with: [0xFF, 0xD8]) else { return false }
  _ = check(withEveryPNGChecksum(bytes))
  return true
}

/// Reads a file, and stops the process where something is wrong with what comes of it.
private func check(_ bytes: [UInt8]) -> RadiometricImage? {
  guard let shot = try? RadiometricImage(encoded: bytes, path: "input", policy: policy) else {
    return nil
  }
  precondition(shot.values.count == shot.size.pixelCount && !shot.values.isEmpty)
  precondition(shot.size.pixelCount <= policy.maximumPixelCount)
  precondition(shot.temperatures().map { $0.values.count == shot.values.count } ?? true)
  precondition(shot.model?.utf8.allSatisfy { (0x20...0x7E).contains($0) } ?? true)
  _ = shot.thermalImage.foundRange()
  if let pair = try? shot.alignedPair(policy: policy) {
    precondition(pair.photo.size == pair.thermal.size)
    precondition(pair.photo.size.pixelCount <= max(policy.maximumPixelCount, shot.values.count))
  }
  return shot
}

/// The bytes with the checksums of each PNG file in them made right.
private func withEveryPNGChecksum(_ bytes: [UInt8]) -> [UInt8] {
  let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  var bytes = bytes
  for start in bytes.indices
  where bytes[start] == signature[0] && bytes[start...].starts(with: signature) {
    bytes.replaceSubrange(start..., with: withPNGChecksums(Array(bytes[start...])))
  }
  return bytes
}

/// Little enough that one input takes no more than a moment.
private let policy = ImageDecodingPolicy(maximumByteCount: 64 << 20, maximumPixelCount: 1 << 18)
