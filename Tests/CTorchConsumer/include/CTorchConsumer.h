// SPDX-License-Identifier: Apache-2.0

/// A program's worth of CTorch.h from plain C.
#ifndef CTORCH_CONSUMER_H
#define CTORCH_CONSUMER_H

/// Multiplies two matrices and runs back; NULL where all came out right, else what did not.
const char *consume_ctorch(void);

#endif
