// SPDX-License-Identifier: Apache-2.0

/// How much of a body is read.
package struct MultipartLimits: Sendable {
  /// Most bytes of the whole body.
  package var bodyBytes = 64 << 20
  /// Most bytes of one part's content.
  package var partBytes = 32 << 20
  /// Most parts.
  package var parts = 24
  /// Most bytes of one part's headers, with the line ends.
  package var headerBytes = 16 << 10

  /// 64 MiB, 32 MiB a part, 24 parts, 16 KiB of headers each.
  package init() {}
}
