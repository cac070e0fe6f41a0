// SPDX-License-Identifier: Apache-2.0

// How loops over pixels are compiled.
#pragma once

#ifndef __has_feature
#define __has_feature(name) 0  // as GCC has it
#endif

// The loader takes the version for the processor; before the thread sanitizer is ready, which ends
// the program.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "avx2", "avx512bw")))
#else
#define FOR_EACH_PROCESSOR
#endif

// Fused multiply-adds would make results differ between processors.
#pragma STDC FP_CONTRACT OFF
