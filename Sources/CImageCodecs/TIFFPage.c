// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

static int is_gray(uint16_t photometric) {
  return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE;
}

/// Sets the channels that are delivered: the colors, and the first extra one where it is alpha.
static void find_channels(TIFF *tiff, ci_tiff_page *p) {
  const uint32_t colors = is_gray(p->photometric) ? 1 : 3;
  uint16_t extra_count = 0;
  const uint16_t *extras = NULL;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extra_count, &extras);
  const int has_alpha = p->stored_channels > colors && extra_count > 0 &&
                        (extras[0] == EXTRASAMPLE_ASSOCALPHA ||
                         extras[0] == EXTRASAMPLE_UNASSALPHA);
  p->delivered_channels = (uint16_t)(colors + (has_alpha ? 1 : 0));
  p->layout.channels = colors + (has_alpha || p->has_no_data ? 1 : 0);
  p->alpha_is_premultiplied = has_alpha && extras[0] == EXTRASAMPLE_ASSOCALPHA;
}

/// Bytes of one decoded strip or tile, and of libtiff's own picture where it converts. A lie about
/// the stored channels costs here what it would cost in decoding.
static uint64_t working_bytes(TIFF *tiff, const ci_tiff_page *p) {
  const uint64_t block = TIFFIsTiled(tiff) ? TIFFTileSize64(tiff) : TIFFStripSize64(tiff);
  const uint64_t blocks = p->needs_conversion && p->is_planar ? p->stored_channels : 1;
  const uint64_t raster =
      p->needs_conversion ? 4 * (uint64_t)p->layout.width * p->layout.height : 0;
  uint64_t sum;
  if (__builtin_mul_overflow(block, blocks, &sum) || __builtin_add_overflow(sum, raster, &sum)) {
    return UINT64_MAX;
  }
  return sum;
}

/// What a compression that this libtiff may lack is called; "unknown" for others.
static const char *compression_name(uint16_t compression) {
  static const struct {
    uint16_t code;
    const char *name;
  } names[] = {
      {6, "old JPEG"},         {7, "JPEG"},           {22610, "JPEG XR"},
      {32809, "ThunderScan"},  {33003, "JPEG 2000"},  {33004, "JPEG 2000"},
      {33005, "JPEG 2000"},    {34661, "JBIG"},       {34676, "SGI Log"},
      {34677, "SGI Log 24"},   {34712, "JPEG 2000"},  {34715, "JBIG2"},
      {34887, "LERC"},         {34892, "lossy JPEG"}, {34925, "LZMA"},
      {34926, "Zstandard"},    {34927, "WebP"},       {34933, "PNG"},
      {34934, "JPEG XR"},      {50000, "Zstandard"},  {50001, "WebP"},
      {50002, "JPEG XL"},      {52546, "JPEG XL"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (names[i].code == compression) return names[i].name;
  }
  return "unknown";
}

static const char *format_name(uint16_t format) {
  static const char *const names[] = {"unknown samples", "unsigned integers", "signed integers",
                                      "float", "untyped samples", "complex integers",
                                      "complex float"};
  return names[format < sizeof names / sizeof *names ? format : 0];
}

/// Reads the tags that tell how samples are stored, with what writers leave out.
static ci_status read_tags(TIFF *tiff, ci_tiff_page *p, char *message) {
  *p = (ci_tiff_page){.bits = 1, .format = SAMPLEFORMAT_UINT};
  uint16_t planar = PLANARCONFIG_CONTIG, orientation = 1, compression = COMPRESSION_NONE;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &p->layout.width) ||
      !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &p->layout.height)) {
    return ci_fail(message, CI_DAMAGED, "width or height is missing");
  }
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &p->bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &p->format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &p->stored_channels);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &p->photometric)) {
    p->photometric = p->stored_channels >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
  }
  if (!TIFFIsCODECConfigured(compression)) {
    return ci_fail(message, CI_UNSUPPORTED, "TIFF with compression %u (%s)", compression,
                   compression_name(compression));
  }
  // Some writers mark plain integers as "void" (4).
  if (p->format == SAMPLEFORMAT_VOID) p->format = SAMPLEFORMAT_UINT;
  p->is_planar = planar == PLANARCONFIG_SEPARATE && p->stored_channels > 1;
  p->layout.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  if (p->photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG &&
      TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB)) {
    p->photometric = PHOTOMETRIC_RGB;  // the codec converts while it decodes
  }
  return CI_OK;
}

static ci_status read_page(TIFF *tiff, ci_tiff_page *p, char *message) {
  const ci_status status = read_tags(tiff, p, message);
  if (status) return status;
  const int is_rgb = p->photometric == PHOTOMETRIC_RGB && p->stored_channels >= 3;
  if ((is_gray(p->photometric) || is_rgb) &&
      ci_tiff_find_sample(p->bits, p->format, &p->layout.sample)) {
    ci_tiff_read_gdal_tags(tiff, p);
    find_channels(tiff, p);
    p->layout.is_inverted = p->photometric == PHOTOMETRIC_MINISWHITE;
    p->layout.white = (float)ci_tiff_white(p);
    return CI_OK;
  }
  char reason[1024] = "";
  if (p->format != SAMPLEFORMAT_UINT || p->bits > 8 || !TIFFRGBAImageOK(tiff, reason)) {
    return ci_fail(message, CI_UNSUPPORTED,
                   "TIFF with %u bits, %s, photometric interpretation %u; wanted gray or RGB in "
                   "signed integers of 8, 16, 32 or 64 bits, unsigned ones of 8 to 16, 32 or 64, "
                   "or float of 16, 32 or 64",
                   p->bits, format_name(p->format), p->photometric);
  }
  p->needs_conversion = 1;
  p->layout.sample = CI_UINT8;
  p->layout.channels = is_gray(p->photometric) ? 1 : 3;
  return CI_OK;
}

ci_status ci_tiff_read_page(TIFF *tiff, ci_tiff_page *p, char *message) {
  const ci_status status = read_page(tiff, p, message);
  if (status == CI_OK) p->layout.working_bytes = working_bytes(tiff, p);
  return status;
}
