// SPDX-License-Identifier: Apache-2.0

// How many threads an operation takes: a setting of each thread that calls operations.
//
// `at::set_num_threads` also keeps its number for all threads that LibTorch has not seen yet, so
// that two callers would disturb each other. What it sets beside that are settings of OpenMP and of
// MKL, which are each thread's own; only these are set here.
#include <ATen/Parallel.h>
#include <dlfcn.h>

#include "Boundary.hpp"

using namespace ctorch;

template <typename Function>
static Function library_function(const char *name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

static void set_threads(int count) {
  static const auto of_openmp = library_function<void (*)(int)>("omp_set_num_threads");
  static const auto of_mkl = library_function<int (*)(int)>("MKL_Set_Num_Threads_Local");
  static const bool is_mkl_steady = [] {
    // Else MKL may choose fewer threads, and each change makes OpenMP start its threads anew.
    const auto set_dynamic = library_function<void (*)(int)>("MKL_Set_Dynamic");
    if (set_dynamic) set_dynamic(0);
    return set_dynamic != nullptr;
  }();
  (void)is_mkl_steady;
  if (!of_openmp) return at::set_num_threads(count);  // a LibTorch with other threads than OpenMP's
  of_openmp(count);
  if (of_mkl) of_mkl(count);
}

int32_t ct_thread_count(void) {
  return fact(1, [] { return at::get_num_threads(); });
}

bool ct_set_thread_count(int32_t count, char **error) {
  // What this thread was set to, 0 for nothing; what LibTorch had chosen for it before.
  static thread_local int32_t current = 0, standard = 0;
  if (count == current) return true;
  return action_boundary(error, [&] {
    TORCH_CHECK(count >= 0, count, " threads; at least 1 is wanted");
    // LibTorch sets its own choice when it is first asked, which must not come after ours.
    if (standard == 0) standard = at::get_num_threads();
    set_threads(count ? count : standard);
    current = count;
  });
}
