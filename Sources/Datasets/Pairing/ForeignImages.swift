// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How many files of a folder are images of kinds that this program does not read.
///
/// Texts, settings and what file managers leave behind (`Thumbs.db`) are no images, and not
/// counted.
struct ForeignImages {
  /// Extensions that name images elsewhere, in lower case.
  private static let extensions: Set<String> = [
    "arw", "avif", "cr2", "cr3", "dcm", "dds", "dng", "exr", "fits", "gif",
    "heic", "heif", "ico", "j2k", "jp2", "jpf", "jpx", "jxl", "jxr", "nef", "nii", "orf",
    "pam", "pbm", "pcx", "pfm", "psd", "raf", "ras", "raw", "rw2", "sgi", "svg",
    "tga",
  ]

  private let counts: [String: Int]

  /// Counts those among names of files.
  init(among names: [String]) {
    counts = names.map { ($0 as NSString).pathExtension.lowercased() }
      .filter(Self.extensions.contains)
      .reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// How many there are.
  var count: Int { counts.values.reduce(0, +) }

  /// "2 .bmp, 1 .gif": the most frequent first.
  var summary: String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) .\($0.key)" }.joined(separator: ", ")
  }
}
