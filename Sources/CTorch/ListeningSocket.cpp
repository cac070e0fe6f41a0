// SPDX-License-Identifier: Apache-2.0

#include "ListeningSocket.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ctorch {

static std::optional<int> listening_socket(const addrinfo &place) {
  const int descriptor = socket(place.ai_family, place.ai_socktype | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return std::nullopt;
  const int reuse = 1;
  if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse) == 0 &&
      bind(descriptor, place.ai_addr, place.ai_addrlen) == 0 && listen(descriptor, SOMAXCONN) == 0)
    return descriptor;
  close(descriptor);
  return std::nullopt;
}

std::optional<int> listening_socket(const std::string &host, uint16_t port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = host == "localhost" ? 0 : AI_NUMERICHOST;
  addrinfo *places = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &places) != 0)
    return std::nullopt;
  std::optional<int> found;
  for (auto *place = places; place && !found; place = place->ai_next)
    found = listening_socket(*place);
  freeaddrinfo(places);
  return found;
}

}  // namespace ctorch
