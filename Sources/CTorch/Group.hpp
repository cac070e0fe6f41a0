// Processes that compute together: LibTorch's store and its Gloo collectives.
#pragma once

#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "Boundary.hpp"
#include "Heartbeat.hpp"

namespace ctorch {

/// One rank's part in a group. A collective throws when a rank is lost, with a message that names
/// it; after that all of them do.
class Group : public torch::CustomClassHolder {
 public:
  explicit Group(const ct_group_address &address);
  ~Group() override;

  const int rank, size;

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
  /// Starts a collective and waits for it as long as all ranks are heard of.
  void run(const std::function<WorkPointer()> &start);
  void wait(c10d::Work &work);
  void check_ranks();
  /// Ends the group: by the rank that is lost, if there is one.
  [[noreturn]] void fail(const std::string &reason);
  [[noreturn]] void end(const std::string &message);

  const Milliseconds limit_, interval_;
  const std::string prefix_;
  const bool hosts_store_;
  std::optional<std::string> failure_;
  StorePointer store_;
  std::unique_ptr<Heartbeat> heartbeat_;
  c10::intrusive_ptr<c10d::Backend> backend_;
};

}  // namespace ctorch

struct ct_group {
  c10::intrusive_ptr<ctorch::Group> value;
};
