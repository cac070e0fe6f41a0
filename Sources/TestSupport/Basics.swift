// SPDX-License-Identifier: Apache-2.0

// Whoever has the one has the other: what suites without LibTorch share is of use to all.
@_exported public import TestBasics
