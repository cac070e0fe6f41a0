// SPDX-License-Identifier: Apache-2.0

import Driver
import Imaging
import Video

/// Reads the first frames of a stream. All of a y4m stream must be of the size that its header
/// says; one of NUT may have several headers.
func videoSubject(_ format: StreamFormat) -> Subject {
  Subject(format.rawValue) { bytes in
    guard let frames = try? format.frames(of: bytes, limit: 8) else { return true }
    let sizes = Set(frames.map(\.image.size))
    precondition(sizes.count <= 1 || format == .nut)
    return true
  }
}
