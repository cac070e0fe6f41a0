// SPDX-License-Identifier: Apache-2.0

// The thread that beats and listens.
#include "Heartbeat.hpp"

#include <algorithm>
#include <exception>

namespace ctorch {

static const std::string verdict_key = "verdict";
static const std::string no_verdict = "none";

static std::string key(int rank) { return "heartbeat/" + std::to_string(rank); }

static std::string text(const std::vector<uint8_t> &bytes) { return {bytes.begin(), bytes.end()}; }

struct Heartbeat::State {
  explicit State(int size) : beats(size), heard(size, Clock::now()), round(Clock::now()) {}

  mutable std::mutex mutex;
  std::condition_variable changed;
  bool is_ending = false;
  std::vector<std::string> beats;
  std::vector<Clock::time_point> heard;
  /// When the store last answered.
  Clock::time_point round;
  std::string verdict = no_verdict;

  std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    for (size_t rank = 0; rank < beats.size(); ++rank) keys.push_back(key(static_cast<int>(rank)));
    keys.push_back(verdict_key);
    return keys;
  }

  void note(const std::vector<std::vector<uint8_t>> &values) {
    const std::lock_guard lock(mutex);
    round = Clock::now();
    for (size_t rank = 0; rank < beats.size(); ++rank) {
      auto beat = text(values[rank]);
      if (beat == beats[rank]) continue;
      beats[rank] = std::move(beat);
      heard[rank] = round;
    }
    verdict = text(values.back());
  }

  /// Waits out an interval; false where the end was asked for.
  bool rest(Milliseconds interval) {
    std::unique_lock lock(mutex);
    return !changed.wait_for(lock, interval, [&] { return is_ending; });
  }
};

Heartbeat::Heartbeat(StorePointer store, int rank, int size, Milliseconds interval)
    : interval_(interval), state_(std::make_shared<State>(size)) {
  thread_ = std::thread([state = state_, store = std::move(store), rank, interval] {
    try {
      beat(*state, *store, rank, interval);
    } catch (const std::exception &) {
      // The store is gone: `round` stays as it is, and `silence` tells.
    }
  });
}

Heartbeat::~Heartbeat() {
  const bool is_waiting = silence(3 * interval_).has_value();
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_ending = true;
  }
  state_->changed.notify_all();
  if (is_waiting) {
    thread_.detach();
  } else {
    thread_.join();
  }
}

void Heartbeat::beat(State &state, c10d::Store &store, int rank, Milliseconds interval) {
  const auto keys = state.keys();
  for (int64_t count = 1; state.rest(interval); ++count) {
    store.set(key(rank), std::to_string(count));
    state.note(store.multiGet(keys));
  }
}

std::vector<int> Heartbeat::announce(c10d::Store &store, int rank, int size) {
  if (rank == 0) set_verdict(store, no_verdict);
  store.set(key(rank), std::string("0"));
  const auto deadline = Clock::now() + store.getTimeout();
  std::vector<int> missing;
  for (int other = 0; other < size; ++other) {
    const auto left = std::chrono::duration_cast<Milliseconds>(deadline - Clock::now());
    try {
      store.wait({key(other)}, std::max(left, Milliseconds(10)));
    } catch (const std::exception &) {
      missing.push_back(other);
    }
  }
  return missing;
}

std::optional<Heartbeat::Silence> Heartbeat::silence(Milliseconds limit) const {
  const std::lock_guard lock(state_->mutex);
  const auto now = Clock::now();
  const auto since = [&](Clock::time_point then) {
    return std::chrono::duration_cast<Milliseconds>(now - then);
  };
  if (since(state_->round) > limit) return Silence{0, since(state_->round)};
  const auto &heard = state_->heard;
  const auto oldest = std::min_element(heard.begin(), heard.end());
  if (since(*oldest) <= limit) return std::nullopt;
  return Silence{static_cast<int>(oldest - heard.begin()), since(*oldest)};
}

std::optional<std::string> Heartbeat::verdict() const {
  const std::lock_guard lock(state_->mutex);
  return state_->verdict == no_verdict ? std::nullopt : std::optional(state_->verdict);
}

void Heartbeat::set_verdict(c10d::Store &store, const std::string &verdict) {
  store.set(verdict_key, verdict);
}

}  // namespace ctorch
