// SPDX-License-Identifier: Apache-2.0

// One rank's end of what connects CUDA devices.
#pragma once

#include <ATen/core/Tensor.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>

namespace ctorch {

/// NCCL's collectives on the device of this rank. Each call starts what it does in a thread of its
/// own, on the current stream of the caller, and gives back its end: a rank that is lost would keep
/// the thread waiting, which the caller can leave behind. One collective at a time.
class Communicator {
 public:
  /// A CUDA device; NCCL is there.
  explicit Communicator(at::Device device);

  const at::Device device;

  /// What all ranks need to have of one of them, uint8.
  static at::Tensor make_id();
  static at::Tensor empty_id();

  std::future<void> connect(const at::Tensor &id, int rank, int size);
  /// Whether NCCL adds up and sends numbers of this type.
  static bool takes(at::ScalarType type);
  /// In place; the tensor is contiguous.
  std::future<void> all_reduce(const at::Tensor &tensor);
  std::future<void> broadcast(const at::Tensor &tensor, int root);

  /// Throws where NCCL has noticed a failure of a collective that has not ended.
  void check() const;

  /// Takes leave of the other ranks, where no collective has failed.
  void close(std::chrono::milliseconds patience);
  /// Breaks a collective that waits for a rank.
  void abort(std::chrono::milliseconds patience);

 private:
  struct State;
  std::future<void> start(std::function<void(State &)> body) const;

  // Shared with the threads.
  const std::shared_ptr<State> state_;
};

}  // namespace ctorch
