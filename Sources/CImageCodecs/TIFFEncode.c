// SPDX-License-Identifier: Apache-2.0

#include "TIFFMemory.h"

#include <stdlib.h>

static const uint32_t bytes_per_strip = 256 << 10;

static uint32_t rows_per_strip(const ci_layout *layout, size_t row_bytes) {
  const uint32_t rows = (uint32_t)(bytes_per_strip / row_bytes);
  if (rows < 1) return 1;
  return rows < layout->height ? rows : layout->height;
}

static int set_tags(TIFF *tiff, const ci_layout *layout, uint32_t rows) {
  const int is_float = layout->sample == CI_FLOAT32;
  const int color = layout->channels >= 3;
  const uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
  int done = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, layout->width) &&
             TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, layout->height) &&
             TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, layout->channels) &&
             TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8 * ci_sample_byte_count(layout->sample)) &&
             TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT,
                          is_float ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT) &&
             TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                          color ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK) &&
             TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
             TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) &&
             TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows) &&
             TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) &&
             TIFFSetField(tiff, TIFFTAG_PREDICTOR,
                          is_float ? PREDICTOR_FLOATINGPOINT : PREDICTOR_HORIZONTAL) &&
             TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, 3);
  if (done && layout->channels % 2 == 0) {
    done = TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
  }
  return done;
}

static int write_strips(TIFF *tiff, const uint8_t *samples, const ci_layout *layout,
                        size_t row_bytes, uint32_t rows) {
  // libtiff's predictor works in place, so each strip is handed over as a copy.
  uint8_t *strip = malloc(rows * row_bytes);
  if (!strip) return 0;
  int done = 1;
  for (uint32_t row = 0; done && row < layout->height; row += rows) {
    const uint32_t count = rows < layout->height - row ? rows : layout->height - row;
    _TIFFmemcpy(strip, samples + row * row_bytes, (tmsize_t)(count * row_bytes));
    done = TIFFWriteEncodedStrip(tiff, row / rows, strip, (tmsize_t)(count * row_bytes)) >= 0;
  }
  free(strip);
  return done;
}

ci_status ci_tiff_encode(const void *samples, const ci_layout *layout, int quality,
                         ci_buffer *encoded, char *message) {
  (void)quality;
  *encoded = (ci_buffer){0};
  const size_t byte_count = ci_layout_byte_count(layout);
  // Classic TIFF has 32-bit offsets; incompressible samples need a little more than their size.
  if (byte_count == 0 || byte_count > UINT32_MAX - (UINT32_MAX >> 6)) {
    return ci_fail(message, CI_NOT_ENCODABLE, "%ux%u is too large for TIFF (4 GiB at most)",
                   layout->width, layout->height);
  }
  ci_tiff_memory memory = {0};
  TIFF *tiff = ci_tiff_open(&memory);
  if (!tiff) return ci_tiff_fail(&memory, CI_OUT_OF_MEMORY, "not enough memory", message);
  const size_t row_bytes = byte_count / layout->height;
  const uint32_t rows = rows_per_strip(layout, row_bytes);
  const int done = set_tags(tiff, layout, rows) &&
                   write_strips(tiff, samples, layout, row_bytes, rows) && TIFFFlush(tiff);
  TIFFClose(tiff);
  *encoded = (ci_buffer){.bytes = memory.writing, .count = memory.size, .release = free};
  if (done) return CI_OK;
  ci_buffer_release(encoded);
  return ci_tiff_fail(&memory, CI_NOT_ENCODABLE, "not enough memory", message);
}
