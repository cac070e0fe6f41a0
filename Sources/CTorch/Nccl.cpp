// SPDX-License-Identifier: Apache-2.0

// Finds NCCL's functions.
#include "Nccl.hpp"

#include <c10/util/Exception.h>
#include <dlfcn.h>

#include <string>

namespace ctorch {

template <typename Function>
static void find(void *library, const char *name, Function *&function) {
  function = reinterpret_cast<Function *>(dlsym(library, name));
  TORCH_CHECK(function, "NCCL has no function ", name);
}

static std::optional<Nccl> load() {
  // LibTorch's CUDA libraries have loaded it, or have it inside.
  void *library = dlopen("libnccl.so.2", RTLD_NOW);
  if (!library) library = RTLD_DEFAULT;
  if (!dlsym(library, "ncclGetVersion")) return std::nullopt;
  Nccl nccl;
  find(library, "ncclGetVersion", nccl.get_version);
  find(library, "ncclGetUniqueId", nccl.get_unique_id);
  find(library, "ncclCommInitRank", nccl.connect);
  find(library, "ncclAllReduce", nccl.all_reduce);
  find(library, "ncclBroadcast", nccl.broadcast);
  find(library, "ncclCommGetAsyncError", nccl.asynchronous_error);
  find(library, "ncclCommDestroy", nccl.destroy);
  find(library, "ncclCommAbort", nccl.abort);
  find(library, "ncclGetErrorString", nccl.error_text);
  find(library, "ncclGetLastError", nccl.last_error);
  return nccl;
}

const Nccl *Nccl::library() {
  static const std::optional<Nccl> library = load();
  return library ? &*library : nullptr;
}

std::optional<Nccl::DataType> Nccl::type(at::ScalarType type) {
  switch (type) {
    case at::kByte: return 1;
    case at::kLong: return 4;
    case at::kHalf: return 6;
    case at::kFloat: return 7;
    case at::kDouble: return 8;
    case at::kBFloat16: return 9;
    default: return std::nullopt;
  }
}

void Nccl::check(Result result) const {
  if (result == 0) return;
  TORCH_CHECK(false, "NCCL: ", error_text(result), ", ", last_error(nullptr),
              " (with DAEFUSE_NCCL=0 it goes without NCCL)");
}

}  // namespace ctorch
