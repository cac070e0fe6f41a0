// SPDX-License-Identifier: Apache-2.0

/// TIFF files in memory, for libtiff to read and write.
#ifndef TIFF_MEMORY_H
#define TIFF_MEMORY_H

#include "Support.h"

#include <tiffio.h>

/// A file in memory: borrowed while reading, growing while writing.
typedef struct ci_tiff_memory {
  const uint8_t *reading;
  uint8_t *writing;
  size_t size;
  size_t capacity;
  size_t position;
  /// The first error of libtiff, which otherwise would go to the standard error stream.
  char error[CI_MESSAGE_CAPACITY];
} ci_tiff_memory;

/// Opens `memory` for reading, when it holds bytes to read, or else for writing. Returns null on
/// failure. The caller closes the result with `TIFFClose`, then frees `memory->writing`.
TIFF *ci_tiff_open(ci_tiff_memory *memory);

/// Reports the first error of libtiff, or `fallback` where it gave none.
ci_status ci_tiff_fail(const ci_tiff_memory *memory, ci_status status, const char *fallback,
                       char *message);

#endif
