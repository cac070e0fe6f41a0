// SPDX-License-Identifier: Apache-2.0

// NCCL, which sums between CUDA devices, as far as it is used.
#pragma once

#include <c10/core/ScalarType.h>

#include <cstddef>
#include <optional>

namespace ctorch {

/// NCCL's C functions. A CUDA build of LibTorch brings NCCL along; its header and library are not
/// needed to build this program, so they are declared here, as they are since NCCL 2.13.
struct Nccl {
  using Communicator = struct ncclComm *;
  using Stream = struct CUstream_st *;
  using Result = int;
  using DataType = int;
  /// What the ranks of a communicator find each other by.
  struct UniqueId {
    char bytes[128];
  };

  static constexpr int sum = 0;
  static constexpr Result in_progress = 7;

  Result (*get_version)(int *version);
  Result (*get_unique_id)(UniqueId *id);
  Result (*connect)(Communicator *communicator, int size, UniqueId id, int rank);
  Result (*all_reduce)(const void *source, void *target, size_t count, DataType type, int operation,
                       Communicator communicator, Stream stream);
  Result (*broadcast)(const void *source, void *target, size_t count, DataType type, int root,
                      Communicator communicator, Stream stream);
  Result (*asynchronous_error)(Communicator communicator, Result *result);
  Result (*destroy)(Communicator communicator);
  Result (*abort)(Communicator communicator);
  const char *(*error_text)(Result result);
  const char *(*last_error)(Communicator communicator);

  /// The library of this process; null where there is none. One without a function that is needed
  /// throws.
  static const Nccl *library();

  /// None where NCCL has no such type.
  static std::optional<DataType> type(at::ScalarType type);

  /// Throws unless the call went well.
  void check(Result result) const;
};

}  // namespace ctorch
