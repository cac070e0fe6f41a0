// SPDX-License-Identifier: Apache-2.0

// Processes that compute together: LibTorch's store, its Gloo collectives, and NCCL's.
#pragma once

#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "Boundary.hpp"
#include "Communicator.hpp"
#include "Heartbeat.hpp"

namespace ctorch {

/// One rank's part in a group. A collective throws when a rank is lost, with a message that names
/// it; after that all of them do.
class Group : public torch::CustomClassHolder {
 public:
  explicit Group(const ct_group_address &address);
  ~Group() override;

  const int rank, size;

  /// Once, before all collectives: connects the CUDA devices of all ranks, if there is no `detour`.
  void connect_devices();

  /// Why tensors of CUDA devices go through memory of the CPU; none where they do not, or where no
  /// rank computes on one.
  const std::optional<std::string> &detour() const { return detour_; }

  /// Adds up over all ranks, in place.
  void all_reduce(at::Tensor &tensor);
  /// Overwrites with what rank `root` has.
  void broadcast(at::Tensor &tensor, int root);
  /// Waits for all ranks.
  void barrier();

 private:
  using WorkPointer = c10::intrusive_ptr<c10d::Work>;

  StorePointer connect(const ct_group_address &address) const;
  StorePointer prefixed(const StorePointer &store) const;
  /// Whether NCCL's collectives take the tensor; the same answer on all ranks.
  bool is_connected(const at::Tensor &tensor) const;
  /// Runs collectives; a failure ends the group.
  void run(const std::function<void()> &body);
  /// Waits for a collective as long as all ranks are heard of.
  void wait(const WorkPointer &work);
  void wait(std::future<void> work);
  void check_ranks();
  /// Ends the group: by the rank that is lost, if there is one.
  [[noreturn]] void fail(const std::string &reason);
  [[noreturn]] void end(const std::string &message);

  const Milliseconds limit_, interval_;
  const std::string prefix_;
  const bool hosts_store_;
  const at::Device device_;
  std::optional<std::string> failure_, detour_;
  StorePointer store_;
  std::unique_ptr<Heartbeat> heartbeat_;
  c10::intrusive_ptr<c10d::Backend> backend_;
  /// Where CUDA devices are connected.
  std::unique_ptr<Communicator> communicator_;
};

}  // namespace ctorch

struct ct_group {
  c10::intrusive_ptr<ctorch::Group> value;
};
