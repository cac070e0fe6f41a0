// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

/// Most pages that are counted.
enum { most_pages = 1000 };

/// A chain of directories in a file, read without libtiff: that would load all tags of each page.
typedef struct chain {
  const uint8_t *bytes;
  uint64_t size;
  int is_big_endian;
  /// Whether offsets have 64 bits.
  int is_big;
} chain;

/// An unsigned number of 2, 4 or 8 bytes; 0 beyond the file.
static uint64_t number(const chain *c, uint64_t offset, unsigned count) {
  if (offset > c->size || c->size - offset < count) return 0;
  uint64_t value = 0;
  for (unsigned i = 0; i < count; i++) {
    const unsigned place = c->is_big_endian ? i : count - 1 - i;
    value = value << 8 | c->bytes[offset + place];
  }
  return value;
}

static uint64_t first_directory(const chain *c) {
  return c->is_big ? number(c, 8, 8) : number(c, 4, 4);
}

/// Where the directory behind that at `offset` is; 0 behind the last. `is_whole` is set to whether
/// that at `offset` is a picture of its own, and no overview or mask of another.
static uint64_t next_directory(const chain *c, uint64_t offset, int *is_whole) {
  enum { subfile_type = 254, short_type = 3 };
  const unsigned count_bytes = c->is_big ? 8 : 2, entry_bytes = c->is_big ? 20 : 12;
  const uint64_t count = number(c, offset, count_bytes);
  *is_whole = 1;
  // A tag has 16 bits, and is there once: more entries are no directory.
  if (count == 0 || count > UINT16_MAX || count > c->size / entry_bytes) return 0;
  uint64_t entry = offset + count_bytes;
  for (uint64_t i = 0; i < count && number(c, entry + i * entry_bytes, 2) <= subfile_type; i++) {
    const uint64_t start = entry + i * entry_bytes;
    if (number(c, start, 2) != subfile_type) continue;
    const unsigned bytes = number(c, start + 2, 2) == short_type ? 2 : 4;
    const uint64_t kind = number(c, start + (c->is_big ? 12 : 8), bytes);
    *is_whole = (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0;
  }
  return number(c, entry + count * entry_bytes, c->is_big ? 8 : 4);
}

/// Whether an offset is among those that were passed: a chain may lead back into itself.
static int is_known(uint64_t offset, const uint64_t *passed, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    if (passed[i] == offset) return 1;
  }
  return 0;
}

ci_status ci_tiff_select_page(TIFF *tiff, uint32_t page, uint32_t *count, char *message) {
  const ci_tiff_memory *memory = TIFFClientdata(tiff);
  const chain c = {.bytes = memory->reading, .size = memory->size,
                   .is_big_endian = TIFFIsBigEndian(tiff), .is_big = TIFFIsBigTIFF(tiff)};
  uint64_t passed[most_pages], chosen = 0;
  uint32_t directories = 0, pages = 0;
  uint64_t offset = first_directory(&c);
  while (offset && directories < most_pages && !is_known(offset, passed, directories)) {
    passed[directories++] = offset;
    int is_whole = 1;
    const uint64_t next = next_directory(&c, offset, &is_whole);
    // The first is read in any case.
    if (is_whole || directories == 1) pages++;
    if (is_whole && pages == page) chosen = offset;
    offset = next;
  }
  *count = pages;
  if (page <= 1 || pages <= 1) return CI_OK;
  if (page > pages) {
    return ci_fail(message, CI_UNSUPPORTED, "page %u of a file that has %u", page, pages);
  }
  if (chosen && TIFFSetSubDirectory(tiff, chosen)) return CI_OK;
  return ci_fail(message, CI_DAMAGED, "page %u cannot be read", page);
}
