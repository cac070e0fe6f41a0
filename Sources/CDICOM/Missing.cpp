// SPDX-License-Identifier: Apache-2.0
#include "CDICOM.h"

#ifndef DAEFUSE_GDCM

#include <cstdio>

// What stands for GDCM where it was not there at the build.

int cd_is_available(void) { return 0; }

cd_status cd_open(const uint8_t *, size_t, cd_file **file, char *message) {
  *file = nullptr;
  std::snprintf(message, CD_MESSAGE_CAPACITY, "built without GDCM");
  return CD_UNAVAILABLE;
}

void cd_close(cd_file *) {}

ptrdiff_t cd_copy_value(const cd_file *, const cd_step *, size_t, uint32_t, uint8_t *, size_t) {
  return -1;
}

size_t cd_item_count(const cd_file *, const cd_step *, size_t, uint32_t) { return 0; }

cd_status cd_read_layout(const cd_file *, cd_layout *, char *) { return CD_UNAVAILABLE; }

cd_status cd_decode(const cd_file *, uint8_t *, size_t, char *) { return CD_UNAVAILABLE; }

#endif
