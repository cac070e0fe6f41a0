// SPDX-License-Identifier: Apache-2.0

/// A page of a TIFF file: its tags and its stored blocks.
#ifndef TIFF_PAGE_H
#define TIFF_PAGE_H

#include "TIFFMemory.h"

/// What the tags of a page say about its samples.
typedef struct ci_tiff_page {
  ci_layout layout;
  uint16_t stored_channels;
  /// The first of the stored channels, which are delivered: colors, and alpha where it is there.
  uint16_t delivered_channels;
  uint16_t bits;
  /// libtiff's SAMPLEFORMAT_...
  uint16_t format;
  uint16_t photometric;
  int is_planar;
  int alpha_is_premultiplied;
  /// Palettes, YCbCr, CMYK, 1 to 4 bits...: libtiff's own conversion to 8-bit RGB is used.
  int needs_conversion;
  /// Whether pixels of value `no_data` are to be transparent; the layout has alpha then.
  int has_no_data;
  double no_data;
} ci_tiff_page;

/// Goes to a page, counted from 1, and counts the pages, up to a thousand: an overview or a mask of
/// another page is none. A file with one page has no other to go to.
ci_status ci_tiff_select_page(TIFF *tiff, uint32_t page, uint32_t *count, char *message);

/// Reads the tags of the current page, and sets JPEG-compressed YCbCr up to come as RGB.
ci_status ci_tiff_read_page(TIFF *tiff, ci_tiff_page *p, char *message);

/// Reads all strips or tiles of a page that needs no conversion into `samples`, which hold
/// `p->layout`. False where one cannot be read whole.
int ci_tiff_read_blocks(TIFF *tiff, const ci_tiff_page *p, uint8_t *samples);

/// Finds the type that stored samples are delivered in: as they are, packed bits in 16, all others
/// in float. False where they are not read.
int ci_tiff_find_sample(uint16_t bits, uint16_t format, ci_sample *sample);

/// The value that stands for white where 0 is white: the greatest of unsigned integers up to 16
/// bits, 1 of floats; 0 of other integers, whose sign is turned.
double ci_tiff_white(const ci_tiff_page *p);

/// Writes one stored sample of a row as the type of the layout.
void ci_tiff_deliver_sample(const ci_tiff_page *p, const uint8_t *row, size_t index,
                            uint8_t *target);

/// Sets alpha of all pixels: 0 where all colors are the no-data value, else as it was, or opaque
/// where the file has none.
void ci_tiff_mark_no_data(const ci_tiff_page *p, void *samples);

/// Reads the tags that GDAL writes: the no-data value, and what the numbers count.
void ci_tiff_read_gdal_tags(TIFF *tiff, ci_tiff_page *p);

#endif
