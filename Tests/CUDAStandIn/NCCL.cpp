// SPDX-License-Identifier: Apache-2.0

// NCCL between processes of one machine, whose devices are CUDA.cpp's: each rank lays its numbers
// into a file of shared memory, and takes what it wants of the others'. Nothing here ever fails;
// ranks that are lost are waited for, as by NCCL.
#include <ATen/Functions.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

namespace {

constexpr size_t room = 16 << 20;
constexpr int most_ranks = 4;

struct Shared {
  std::atomic<int> arrived;
  std::atomic<int> round;
  char numbers[most_ranks][room];
};

struct Id {
  char bytes[128];
};

at::ScalarType scalar_type(int type) {
  switch (type) {
    case 1: return at::kByte;
    case 4: return at::kLong;
    case 6: return at::kHalf;
    case 7: return at::kFloat;
    case 8: return at::kDouble;
    default: return at::kBFloat16;
  }
}

}  // namespace

struct ncclComm {
  Shared *shared;
  const int size;
  const int rank;
  std::atomic<bool> ended = false;

  // Waits until all ranks are here.
  void meet() {
    const int round = shared->round;
    if (++shared->arrived == size) {
      shared->arrived = 0;
      ++shared->round;
    }
    while (shared->round == round && !ended)
      std::this_thread::sleep_for(std::chrono::microseconds(50));
  }

  at::Tensor numbers(int of, size_t count, int type) {
    return at::from_blob(shared->numbers[of], {static_cast<int64_t>(count)}, scalar_type(type));
  }

  // Lays down this rank's numbers, and has `combine` make the result from all ranks'.
  template <typename Combine>
  void collect(const void *source, void *target, size_t count, int type, Combine combine) {
    const auto own = numbers(rank, count, type);
    TORCH_CHECK(own.nbytes() <= room, "the stand-in for NCCL takes ", room, " bytes");
    std::memcpy(own.data_ptr(), source, own.nbytes());
    meet();
    const at::Tensor result = combine();
    meet();
    std::memcpy(target, result.const_data_ptr(), own.nbytes());
  }
};

extern "C" {

int ncclGetVersion(int *version) {
  *version = 22900;
  return 0;
}

int ncclGetUniqueId(Id *id) {
  std::snprintf(id->bytes, sizeof id->bytes, "/dev/shm/daefuse-nccl-%d", getpid());
  const int file = open(id->bytes, O_RDWR | O_CREAT | O_EXCL, 0600);
  const int status = file < 0 ? -1 : ftruncate(file, sizeof(Shared));
  close(file);
  return status == 0 ? 0 : 1;
}

int ncclCommInitRank(ncclComm **made, int size, Id id, int rank) {
  if (size > most_ranks) return 1;
  const int file = open(id.bytes, O_RDWR);
  void *memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (memory == MAP_FAILED) return 1;
  *made = new ncclComm{static_cast<Shared *>(memory), size, rank};
  (*made)->meet();
  unlink(id.bytes);
  return 0;
}

int ncclAllReduce(const void *source, void *target, size_t count, int type, int, ncclComm *own,
                  void *) {
  own->collect(source, target, count, type, [=] {
    auto sum = own->numbers(0, count, type).clone();
    for (int rank = 1; rank < own->size; ++rank) sum += own->numbers(rank, count, type);
    return sum;
  });
  return 0;
}

int ncclBroadcast(const void *source, void *target, size_t count, int type, int root, ncclComm *own,
                  void *) {
  own->collect(source, target, count, type,
               [=] { return own->numbers(root, count, type).clone(); });
  return 0;
}

int ncclCommGetAsyncError(ncclComm *, int *result) {
  *result = 0;
  return 0;
}

int ncclCommDestroy(ncclComm *own) {
  own->ended = true;
  return 0;
}

int ncclCommAbort(ncclComm *own) { return ncclCommDestroy(own); }

const char *ncclGetErrorString(int) { return "a failure of the stand-in"; }

const char *ncclGetLastError(ncclComm *) { return ""; }

}  // extern "C"
