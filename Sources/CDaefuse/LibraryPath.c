// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE  // for dladdr
#include <dlfcn.h>
#include <stddef.h>

#include "Private.h"

const char *daefuse_library_path(void) {
  static const char inside = 0;
  Dl_info facts;
  return dladdr(&inside, &facts) ? facts.dli_fname : NULL;
}
