// SPDX-License-Identifier: Apache-2.0

/// What the library's Swift code wants of C; not for users of the library.
#ifndef DAEFUSE_PRIVATE_H
#define DAEFUSE_PRIVATE_H

/// Keeps a copy of a text as this thread's failure, which `daefuse_error` gives; "" stands for
/// none.
void daefuse_set_failure(const char *text);

/// The path of the file that this code was loaded from, as the loader was given it; NULL where the
/// loader does not tell. The loader owns it.
const char *daefuse_library_path(void);

#endif
