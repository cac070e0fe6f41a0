// SPDX-License-Identifier: Apache-2.0

// Asks the system for the way to a host, without sending anything.
#include "LocalAddress.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ctorch {

// A datagram socket that is connected has the address that its packets would carry.
static std::string source_address(const addrinfo &target) {
  const int descriptor = socket(target.ai_family, SOCK_DGRAM, 0);
  if (descriptor < 0) return {};
  sockaddr_storage own;
  socklen_t length = sizeof own;
  auto *address = reinterpret_cast<sockaddr *>(&own);
  char text[NI_MAXHOST];
  const bool is_known =
      connect(descriptor, target.ai_addr, target.ai_addrlen) == 0 &&
      getsockname(descriptor, address, &length) == 0 &&
      getnameinfo(address, length, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0;
  close(descriptor);
  return is_known ? text : "";
}

std::string local_address(const std::string &host, uint16_t port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo *targets = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &targets) != 0) return {};
  std::string found;
  for (auto *target = targets; target && found.empty(); target = target->ai_next)
    found = source_address(*target);
  freeaddrinfo(targets);
  return found;
}

}  // namespace ctorch
