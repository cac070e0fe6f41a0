// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How one frame holds the pictures of two cameras.
public enum FrameLayout: String, Sendable, CaseIterable {
  /// The first picture is the left half, the second one the right.
  case sideBySide = "side-by-side"
  /// The first picture is the upper half, the second one the lower.
  case stacked
  /// Of USB cameras such as InfiRay's P2 Pro, read as gray of 16 bits: the upper half is a picture
  /// for the eye, whose lower bytes are its luminance, the lower half holds the values.
  case lowerHalf16Bit = "lower-half-16bit"

  /// Both pictures of a frame.
  ///
  /// - Throws: ``VideoError`` where the frame cannot be divided so.
  func pictures(of frame: Image, in name: String) throws(VideoError) -> (Image, Image) {
    let size = frame.size
    switch self {
    case .sideBySide:
      guard size.width % 2 == 0 else { throw odd("wide", size, name) }
      let half = ImageSize(width: size.width / 2, height: size.height)
      return (frame.part(half, x: 0, y: 0), frame.part(half, x: half.width, y: 0))
    case .stacked:
      guard size.height % 2 == 0 else { throw odd("high", size, name) }
      let half = ImageSize(width: size.width, height: size.height / 2)
      return (frame.part(half, x: 0, y: 0), frame.part(half, x: 0, y: half.height))
    case .lowerHalf16Bit:
      guard size.height % 2 == 0, case .uint16 = frame.samples, frame.colorModel == .gray else {
        throw VideoError(
          .unsupported, name,
          "has frames of \(size); lower-half-16bit wants gray of 16 bits of an even height")
      }
      let half = ImageSize(width: size.width, height: size.height / 2)
      return (
        frame.part(half, x: 0, y: 0).lowerBytes, frame.part(half, x: 0, y: half.height)
      )
    }
  }

  private func odd(_ what: String, _ size: ImageSize, _ name: String) -> VideoError {
    VideoError(
      .unsupported, name,
      "has frames of \(size), which are not evenly \(what); half of one is wanted")
  }
}

extension Image {
  /// A rectangle of the picture.
  fileprivate func part(_ part: ImageSize, x: Int, y: Int) -> Image {
    let channels = colorModel.channelCount
    func cut<Sample>(_ samples: [Sample]) -> [Sample] {
      (0..<part.height).flatMap { row in
        let start = ((y + row) * size.width + x) * channels
        return samples[start..<start + part.width * channels]
      }
    }
    let cut: Samples =
      switch samples {
      case .uint8(let values): .uint8(cut(values))
      case .uint16(let values): .uint16(cut(values))
      case .float(let values): .float(cut(values))
      }
    return Image(size: part, colorModel: colorModel, samples: cut)
  }

  /// The lower bytes of 16-bit samples, as a picture of its own.
  fileprivate var lowerBytes: Image {
    guard case .uint16(let values) = samples else { return self }
    return Image(
      size: size, colorModel: .gray, samples: .uint8(values.map { UInt8(truncatingIfNeeded: $0) }))
  }
}
