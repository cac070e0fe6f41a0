// SPDX-License-Identifier: Apache-2.0

// Work shared by the threads of LibTorch's own OpenMP, so that there is one set of them.
#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include "Kernels.hpp"

namespace ctorch::kernels {

namespace {

/// `GOMP_parallel` of GCC's OpenMP library, which LibTorch brings along: runs a function on each
/// thread of a team. `at::parallel_for` would do, were it not a template with `#pragma omp` in a
/// header: it is compiled here, by a compiler without an OpenMP library, and runs on one thread.
using RunTeam = void (*)(void (*)(void *), void *, unsigned, unsigned);

struct Work {
  void (*body)(void *, int64_t);
  void *context;
  int64_t count;
  std::atomic<int64_t> next{0};
  std::exception_ptr failure{};
  std::mutex lock{};

  void run() {
    try {
      for (int64_t i; (i = next++) < count;) body(context, i);
    } catch (...) {
      const std::scoped_lock guard(lock);
      if (!failure) failure = std::current_exception();
    }
  }
};

}  // namespace

void parallel(int64_t count, void (*body)(void *context, int64_t index), void *context) {
  static const auto run_team = reinterpret_cast<RunTeam>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  const auto threads = std::min<int64_t>(count, at::get_num_threads());  // this thread's own number
  Work work{body, context, count};
  const auto run = [](void *work) { static_cast<Work *>(work)->run(); };
  if (run_team && threads > 1) {
    run_team(run, &work, static_cast<unsigned>(threads), 0);
  } else {
    run(&work);
  }
  if (work.failure) std::rethrow_exception(work.failure);
}

}  // namespace ctorch::kernels
