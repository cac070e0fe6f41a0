// SPDX-License-Identifier: Apache-2.0
#include "CDICOM.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DAEFUSE_SHADOWED
#endif
#endif

int cd_wants_address_space(void) {
#ifdef DAEFUSE_SHADOWED
  return 1;
#else
  return 0;
#endif
}
