// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <libexif/exif-data.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

uint32_t ci_exif_orientation(const uint8_t *bytes, size_t count) {
  ExifData *data = exif_data_new();
  if (!data) return 1;
  exif_data_load_data(data, bytes, count > UINT_MAX ? UINT_MAX : (unsigned)count);
  uint32_t orientation = 1;
  const ExifEntry *entry =
      exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
    orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
  }
  exif_data_unref(data);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

uint32_t ci_exif_orientation_of_block(const uint8_t *bytes, size_t count) {
  static const char prefix[6] = "Exif\0";
  if (count >= sizeof prefix && memcmp(bytes, prefix, sizeof prefix) == 0) {
    return ci_exif_orientation(bytes, count);
  }
  uint8_t *prefixed = malloc(sizeof prefix + count);
  if (!prefixed) return 1;
  memcpy(prefixed, prefix, sizeof prefix);
  memcpy(prefixed + sizeof prefix, bytes, count);
  const uint32_t orientation = ci_exif_orientation(prefixed, sizeof prefix + count);
  free(prefixed);
  return orientation;
}
