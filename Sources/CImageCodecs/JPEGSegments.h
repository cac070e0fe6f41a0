// SPDX-License-Identifier: Apache-2.0

/// What the segments of a JPEG file say without its pixels being decoded, and what is odd in them.
#ifndef JPEG_SEGMENTS_H
#define JPEG_SEGMENTS_H

#include "Support.h"

typedef struct ci_jpeg_segments {
  /// EXIF's 1...8; 1 where there is none.
  uint32_t orientation;
  /// The frame header's marker, such as 0xC0 of a baseline file; 0 where there is none.
  uint8_t frame;
  /// Bits of a sample.
  uint8_t precision;
  /// Whether there are stray bytes between segments, a scan with parameters that mean nothing, or
  /// no end marker.
  int is_odd;
  /// Whether the last coded byte is 0, which writers fill up with ones: it may be a stray one.
  int ends_in_zero;
} ci_jpeg_segments;

/// Walks from marker to marker up to the end of the first picture. A segment that goes beyond the
/// file ends the walk.
ci_jpeg_segments ci_jpeg_read_segments(const uint8_t *bytes, size_t count);

/// Copies the first picture without what `is_odd` is about. `target` holds `count` + 2 bytes.
/// Returns how many are used.
size_t ci_jpeg_copy_sound(const uint8_t *bytes, size_t count, uint8_t *target);

#endif
