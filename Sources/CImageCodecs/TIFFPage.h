// SPDX-License-Identifier: Apache-2.0

/// A page of a TIFF file: its tags and its stored blocks.
#ifndef TIFF_PAGE_H
#define TIFF_PAGE_H

#include "TIFFMemory.h"

/// What the tags of a page say about its samples.
typedef struct ci_tiff_page {
  ci_layout layout;
  uint16_t stored_channels;
  uint16_t photometric;
  int is_planar;
  int alpha_is_premultiplied;
  /// Palettes, YCbCr, CMYK, 1 to 4 bits...: libtiff's own conversion to 8-bit RGB is used.
  int needs_conversion;
} ci_tiff_page;

/// Reads the tags of the current page, and sets JPEG-compressed YCbCr up to come as RGB.
ci_status ci_tiff_read_page(TIFF *tiff, ci_tiff_page *p, char *message);

/// Reads all strips or tiles of a page that needs no conversion into `samples`, which hold
/// `p->layout`. False where one cannot be read whole.
int ci_tiff_read_blocks(TIFF *tiff, const ci_tiff_page *p, uint8_t *samples);

#endif
