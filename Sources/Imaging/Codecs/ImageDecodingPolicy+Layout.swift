// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

extension ImageDecodingPolicy {
  /// Checks what a file's header says.
  /// - Throws: ``ImagingError`` with `tooLarge`, with what is needed and what is allowed.
  func check(_ layout: ci_layout, fileByteCount: Int, path: String) throws(ImagingError) {
    let size = "\(layout.width)x\(layout.height)"
    guard layout.width > 0, layout.height > 0 else {
      throw ImagingError(.damaged, path: path, "damaged: size \(size)")
    }
    guard layout.pixelCount <= Double(maximumPixelCount) else {
      throw ImagingError(
        .tooLarge, path: path,
        "too large: \(size); at most \(maximumPixelCount) pixels are read")
    }
    let needed = Double(fileByteCount) + layout.peakByteCount
    guard needed <= Double(maximumByteCount) else {
      throw ImagingError(
        .tooLarge, path: path,
        "too large: \(size) takes \(megabytes(needed)) of memory; "
          + "\(megabytes(Double(maximumByteCount))) are allowed")
    }
  }
}

extension ci_layout {
  fileprivate var pixelCount: Double { Double(width) * Double(height) }

  /// Most bytes that decoding takes beside the file. In `Double`, which no header overflows.
  var peakByteCount: Double {
    let samples = pixelCount * Double(channels) * Double(ci_sample_byte_count(sample))
    let alpha = channels % 2 == 0 ? pixelCount * Double(MemoryLayout<Float>.size) : 0
    // While pixels are turned, stored and turned ones are there; while they are decoded, stored
    // ones and the decoder's buffers; while alpha is split off, samples and alpha.
    let turned = orientation == 1 ? 0 : samples
    return samples + max(turned, Double(working_bytes), alpha)
  }
}

/// An amount of memory for a message, rounded up.
private func megabytes(_ count: Double) -> String {
  "\(Int(min(count / 1e6, 1e15).rounded(.up))) MB"
}
