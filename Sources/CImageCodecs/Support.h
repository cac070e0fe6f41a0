// SPDX-License-Identifier: Apache-2.0

/// What the format files share.
#ifndef SUPPORT_H
#define SUPPORT_H

#include "CImageCodecs.h"

/// Writes a one-line message and returns `status`, so that a failure is one statement.
__attribute__((format(printf, 3, 4)))
ci_status ci_fail(char *message, ci_status status, const char *format, ...);

/// The orientation, 1...8, that a block of EXIF data names; 1 where there is none.
/// `bytes` begin with "Exif\0\0".
uint32_t ci_exif_orientation(const uint8_t *bytes, size_t count);

/// When the image was taken, as such a block says: "2026:11:29 08:15:00", and a fraction of a
/// second as further digits behind a point. Returns 0 where it says nothing.
int ci_exif_time(const uint8_t *bytes, size_t count, char text[CI_TIME_CAPACITY]);

/// The orientation in a TIFF-like block without the "Exif\0\0" in front, as PNG and WebP hold it.
uint32_t ci_exif_orientation_of_block(const uint8_t *bytes, size_t count);

/// The value of IEEE 754 binary16.
float ci_half(uint16_t bits);

/// The nearest float; the greatest one for finite numbers beyond it.
float ci_narrowed(double value);

#endif
