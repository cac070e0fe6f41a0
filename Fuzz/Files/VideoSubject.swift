// SPDX-License-Identifier: Apache-2.0

import Driver
import Video

/// Reads the frames of a stream. All must be of the size that the header says; a number of frames
/// is enough.
func videoSubject(_ format: StreamFormat) -> Subject {
  Subject(format.rawValue) { bytes in
    guard let frames = try? format.frames(of: bytes, limit: 8) else { return true }
    precondition(frames.allSatisfy { $0.image.size == frames[0].image.size || format == .nut })
    return true
  }
}
