#include "TIFFMemory.h"

#include <stdlib.h>
#include <string.h>

/// What the tags of a page say about its samples.
typedef struct page {
  ci_layout layout;
  uint16_t stored_channels;
  uint16_t photometric;
  int is_planar;
  int alpha_is_premultiplied;
  /// Palettes, YCbCr, CMYK, 1 to 4 bits...: libtiff's own conversion to 8-bit RGB is used.
  int needs_conversion;
} page;

static int is_gray(uint16_t photometric) {
  return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE;
}

/// Finds the sample type; false where the combination is not one of `ci_sample`.
static int find_sample(uint16_t bits, uint16_t format, ci_sample *sample) {
  if (format == SAMPLEFORMAT_IEEEFP && bits == 32) {
    *sample = CI_FLOAT32;
  } else if (format == SAMPLEFORMAT_UINT && bits == 16) {
    *sample = CI_UINT16;
  } else if (format == SAMPLEFORMAT_UINT && bits == 8) {
    *sample = CI_UINT8;
  } else {
    return 0;
  }
  return 1;
}

/// Sets the channels that are delivered: the colours, and the first extra one where it is alpha.
static void find_channels(TIFF *tiff, page *p) {
  const uint32_t colors = is_gray(p->photometric) ? 1 : 3;
  uint16_t extra_count = 0;
  const uint16_t *extras = NULL;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extra_count, &extras);
  const int has_alpha = p->stored_channels > colors && extra_count > 0 &&
                        (extras[0] == EXTRASAMPLE_ASSOCALPHA ||
                         extras[0] == EXTRASAMPLE_UNASSALPHA);
  p->layout.channels = colors + (has_alpha ? 1 : 0);
  p->alpha_is_premultiplied = has_alpha && extras[0] == EXTRASAMPLE_ASSOCALPHA;
}

static ci_status read_page(TIFF *tiff, page *p, char *message) {
  *p = (page){0};
  uint16_t bits = 1, format = SAMPLEFORMAT_UINT, planar = PLANARCONFIG_CONTIG, orientation = 1;
  uint16_t compression = COMPRESSION_NONE;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &p->layout.width) ||
      !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &p->layout.height) ||
      !TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &p->photometric)) {
    return ci_fail(message, CI_DAMAGED, "width, height or photometric interpretation is missing");
  }
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &p->stored_channels);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  // Some writers mark plain integers as "void" (4).
  if (format == SAMPLEFORMAT_VOID) format = SAMPLEFORMAT_UINT;
  p->is_planar = planar == PLANARCONFIG_SEPARATE && p->stored_channels > 1;
  p->layout.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  if (p->photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG &&
      TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB)) {
    p->photometric = PHOTOMETRIC_RGB;  // the codec converts while it decodes
  }
  const int is_rgb = p->photometric == PHOTOMETRIC_RGB && p->stored_channels >= 3;
  if ((is_gray(p->photometric) || is_rgb) && find_sample(bits, format, &p->layout.sample)) {
    find_channels(tiff, p);
    return CI_OK;
  }
  char reason[1024] = "";
  if (format != SAMPLEFORMAT_UINT || bits > 8 || !TIFFRGBAImageOK(tiff, reason)) {
    return ci_fail(message, CI_UNSUPPORTED,
                   "TIFF with %u bits, sample format %u, photometric interpretation %u; wanted "
                   "8 or 16-bit integers or 32-bit float, grey or RGB",
                   bits, format, p->photometric);
  }
  p->needs_conversion = 1;
  p->layout.sample = CI_UINT8;
  p->layout.channels = is_gray(p->photometric) ? 1 : 3;
  return CI_OK;
}

/// Where a decoded strip or tile belongs.
typedef struct block {
  uint32_t x, y;
  /// Pixels of the block that lie within the image.
  uint32_t width, height;
  /// Pixels from one row of the block to the next.
  uint32_t stride;
  /// The channel that a planar block holds; 0 otherwise.
  uint16_t plane;
} block;

static void copy_block(const page *p, const block *b, const uint8_t *source, uint8_t *samples) {
  const size_t size = ci_sample_byte_count(p->layout.sample);
  const size_t source_channels = p->is_planar ? 1 : p->stored_channels;
  const size_t target_channels = p->layout.channels;
  const size_t copied = (p->is_planar ? 1 : target_channels) * size;
  for (uint32_t row = 0; row < b->height; row++) {
    const uint8_t *from = source + (size_t)row * b->stride * source_channels * size;
    uint8_t *to = samples + ((size_t)(b->y + row) * p->layout.width + b->x) * target_channels * size
                  + b->plane * size;
    if (source_channels == target_channels) {
      memcpy(to, from, b->width * copied);
      continue;
    }
    for (uint32_t column = 0; column < b->width; column++) {
      memcpy(to, from, copied);
      from += source_channels * size;
      to += target_channels * size;
    }
  }
}

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

/// Decodes one strip or tile into `buffer`; false where fewer bytes came than belong in the image.
static int read_block(TIFF *tiff, const page *p, const block *b, int is_tile, uint32_t rows,
                      uint8_t *buffer, tmsize_t capacity) {
  const size_t pixel_bytes =
      (p->is_planar ? 1 : p->stored_channels) * ci_sample_byte_count(p->layout.sample);
  const tmsize_t wanted = (tmsize_t)(b->stride * pixel_bytes) * b->height;
  if (wanted > capacity) return 0;
  if (is_tile) {
    const uint32_t tile = TIFFComputeTile(tiff, b->x, b->y, 0, b->plane);
    return TIFFReadEncodedTile(tiff, tile, buffer, capacity) >= wanted;
  }
  const uint32_t strips = (p->layout.height - 1) / rows + 1;
  return TIFFReadEncodedStrip(tiff, b->plane * strips + b->y / rows, buffer, wanted) >= wanted;
}

static int read_blocks(TIFF *tiff, const page *p, uint8_t *samples) {
  const int is_tiled = TIFFIsTiled(tiff);
  uint32_t columns = p->layout.width, rows = p->layout.height;
  if (is_tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &columns);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
    rows = smaller(rows, p->layout.height);
  }
  const tmsize_t capacity = is_tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
  if (columns == 0 || rows == 0 || capacity <= 0) return 0;
  uint8_t *buffer = malloc((size_t)capacity);
  if (!buffer) return 0;
  const uint16_t planes = p->is_planar ? (uint16_t)p->layout.channels : 1;
  int done = 1;
  for (uint16_t plane = 0; plane < planes; plane++) {
    for (uint64_t y = 0; done && y < p->layout.height; y += rows) {
      for (uint64_t x = 0; done && x < p->layout.width; x += columns) {
        const block b = {.x = (uint32_t)x,
                         .y = (uint32_t)y,
                         .width = smaller(columns, p->layout.width - (uint32_t)x),
                         .height = smaller(rows, p->layout.height - (uint32_t)y),
                         .stride = columns,
                         .plane = plane};
        done = read_block(tiff, p, &b, is_tiled, rows, buffer, capacity);
        if (done) copy_block(p, &b, buffer, samples);
      }
    }
  }
  free(buffer);
  return done;
}

/// Reads through libtiff's conversion to RGBA, in the stored order of rows.
static int read_converted(TIFF *tiff, const page *p, uint8_t *samples) {
  const size_t count = (size_t)p->layout.width * p->layout.height;
  uint32_t *raster = malloc(count * sizeof *raster);
  if (!raster) return 0;
  const int done = TIFFReadRGBAImageOriented(tiff, p->layout.width, p->layout.height, raster,
                                             (int)p->layout.orientation, 1);
  for (size_t i = 0; done && i < count; i++) {
    *samples++ = TIFFGetR(raster[i]);
    if (p->layout.channels == 1) continue;
    *samples++ = TIFFGetG(raster[i]);
    *samples++ = TIFFGetB(raster[i]);
  }
  free(raster);
  return done;
}

/// Turns min-is-white grey the usual way round; alpha stays.
static void invert(const ci_layout *layout, void *samples) {
  const size_t count = (size_t)layout->width * layout->height * layout->channels;
  for (size_t i = 0; i < count; i += layout->channels) {
    if (layout->sample == CI_UINT8) {
      ((uint8_t *)samples)[i] = (uint8_t)(UINT8_MAX - ((uint8_t *)samples)[i]);
    } else if (layout->sample == CI_UINT16) {
      ((uint16_t *)samples)[i] = (uint16_t)(UINT16_MAX - ((uint16_t *)samples)[i]);
    } else {
      ((float *)samples)[i] = 1 - ((float *)samples)[i];
    }
  }
}

static uint32_t divided(uint32_t color, uint32_t alpha, uint32_t white) {
  if (alpha == 0) return color;
  const uint64_t value = ((uint64_t)color * white + alpha / 2) / alpha;
  return value > white ? white : (uint32_t)value;
}

/// Divides the colours by alpha.
static void unpremultiply(const ci_layout *layout, void *samples) {
  const size_t channels = layout->channels;
  const size_t count = (size_t)layout->width * layout->height * channels;
  for (size_t i = 0; i < count; i += channels) {
    for (size_t c = i; c < i + channels - 1; c++) {
      const size_t a = i + channels - 1;
      if (layout->sample == CI_UINT8) {
        uint8_t *values = samples;
        values[c] = (uint8_t)divided(values[c], values[a], UINT8_MAX);
      } else if (layout->sample == CI_UINT16) {
        uint16_t *values = samples;
        values[c] = (uint16_t)divided(values[c], values[a], UINT16_MAX);
      } else {
        float *values = samples;
        if (values[a] > 0) values[c] /= values[a];
      }
    }
  }
}

static ci_status decode(TIFF *tiff, const ci_layout *layout, void *samples,
                        const ci_tiff_memory *memory, char *message) {
  page p;
  const ci_status status = read_page(tiff, &p, message);
  if (status) return status;
  if (memcmp(&p.layout, layout, sizeof *layout)) {
    return ci_fail(message, CI_DAMAGED, "the layout has changed");
  }
  const int done =
      p.needs_conversion ? read_converted(tiff, &p, samples) : read_blocks(tiff, &p, samples);
  if (!done) return ci_tiff_fail(memory, CI_DAMAGED, "the pixels cannot be read", message);
  if (p.alpha_is_premultiplied) unpremultiply(layout, samples);
  if (p.photometric == PHOTOMETRIC_MINISWHITE && !p.needs_conversion) invert(layout, samples);
  return CI_OK;
}

ci_status ci_tiff_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  ci_tiff_memory memory = {.reading = bytes, .size = count};
  TIFF *tiff = ci_tiff_open(&memory);
  if (!tiff) return ci_tiff_fail(&memory, CI_DAMAGED, "no valid TIFF header", message);
  page p;
  const ci_status status = read_page(tiff, &p, message);
  if (!status) *layout = p.layout;
  TIFFClose(tiff);
  return status;
}

ci_status ci_tiff_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message) {
  ci_tiff_memory memory = {.reading = bytes, .size = count};
  TIFF *tiff = ci_tiff_open(&memory);
  if (!tiff) return ci_tiff_fail(&memory, CI_DAMAGED, "no valid TIFF header", message);
  const ci_status status = decode(tiff, layout, samples, &memory, message);
  TIFFClose(tiff);
  return status;
}
