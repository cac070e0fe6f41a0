// SPDX-License-Identifier: Apache-2.0

// Which ranks of a group are still there.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <torch/csrc/distributed/c10d/Store.hpp>

namespace ctorch {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;
using StorePointer = c10::intrusive_ptr<c10d::Store>;

/// Counts up a key of this rank in the store, from a thread of its own, and watches the keys of the
/// others. Times are those of this machine's clock alone.
class Heartbeat {
 public:
  /// A rank that has not been heard of, and since when.
  struct Silence {
    int rank;
    Milliseconds time;
  };

  /// `store` is a connection that nobody else uses. Every rank has called `announce` before.
  Heartbeat(StorePointer store, int rank, int size, Milliseconds interval);
  ~Heartbeat();
  Heartbeat(const Heartbeat &) = delete;
  Heartbeat &operator=(const Heartbeat &) = delete;

  /// Makes the rank known in the store, waits for the others, and gives those that do not come
  /// within the store's timeout.
  static std::vector<int> announce(c10d::Store &store, int rank, int size);

  /// The rank that has been silent longest, if longer than `limit`. Where the store itself is
  /// silent, that is rank 0.
  std::optional<Silence> silence(Milliseconds limit) const;

  /// What a rank has told the others by `set_verdict`: why the group is at its end.
  std::optional<std::string> verdict() const;
  static void set_verdict(c10d::Store &store, const std::string &verdict);

 private:
  struct State;
  static void beat(State &state, c10d::Store &store, int rank, Milliseconds interval);

  const Milliseconds interval_;
  // Shared with the thread, which is left behind where the store keeps it waiting.
  const std::shared_ptr<State> state_;
  std::thread thread_;
};

}  // namespace ctorch
