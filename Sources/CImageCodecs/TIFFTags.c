// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { gdal_metadata = 42112, gdal_no_data = 42113 };

/// The text of a tag that libtiff does not know, in `text` of `capacity` bytes; false where there
/// is none, or one too long.
static int read_text(TIFF *tiff, uint32_t tag, char *text, size_t capacity) {
  const TIFFField *field = TIFFFindField(tiff, tag, TIFF_ANY);
  if (!field || TIFFFieldDataType(field) != TIFF_ASCII) return 0;
  const char *value = NULL;
  size_t length = 0;
  if (!TIFFFieldPassCount(field)) {
    if (!TIFFGetField(tiff, tag, &value) || !value) return 0;
    length = strnlen(value, capacity);
  } else if (TIFFFieldReadCount(field) == TIFF_VARIABLE2) {
    uint32_t count = 0;
    if (!TIFFGetField(tiff, tag, &count, &value) || !value) return 0;
    length = strnlen(value, count < capacity ? count : capacity);
  } else {
    uint16_t count = 0;
    if (!TIFFGetField(tiff, tag, &count, &value) || !value) return 0;
    length = strnlen(value, count < capacity ? count : capacity);
  }
  if (length >= capacity) return 0;
  memcpy(text, value, length);
  text[length] = 0;
  return 1;
}

static int is_one_of(const char *text, size_t length, const char *const *names) {
  for (; *names; names++) {
    if (strlen(*names) == length && strncmp(text, *names, length) == 0) return 1;
  }
  return 0;
}

/// What `role="unittype"` of the first band names.
static ci_unit find_unit(const char *metadata) {
  static const char *const celsius[] = {"C",    "\xC2\xB0""C", "degC", "deg_C", "degree_Celsius",
                                        "Celsius", "celsius",  "degrees Celsius", NULL};
  static const char *const kelvin[] = {"K", "Kelvin", "kelvin", NULL};
  static const char *const centikelvin[] = {"cK", "centikelvin", "0.01 K", NULL};
  static const char role[] = "role=\"unittype\">";
  const char *start = strstr(metadata, role);
  if (!start) return CI_UNKNOWN_UNIT;
  start += sizeof role - 1;
  const size_t length = strcspn(start, "<");
  if (is_one_of(start, length, celsius)) return CI_CELSIUS;
  if (is_one_of(start, length, kelvin)) return CI_KELVIN;
  return is_one_of(start, length, centikelvin) ? CI_CENTIKELVIN : CI_UNKNOWN_UNIT;
}

void ci_tiff_read_gdal_tags(TIFF *tiff, ci_tiff_page *p) {
  char text[4096];
  if (read_text(tiff, gdal_metadata, text, sizeof text)) p->layout.unit = find_unit(text);
  if (!read_text(tiff, gdal_no_data, text, sizeof text)) return;
  char *end = text;
  p->no_data = strtod(text, &end);
  p->has_no_data = end != text && isfinite(p->no_data);
}
