// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// Requests that begin as good ones and are changed at random, the same in every run.
struct MutatedRequests: Sequence, IteratorProtocol {
  /// SplitMix64 (Steele et al. 2014).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// What is put into a request: what means something to it in one place or another.
  private static let words = [
    "\r\n", "\r\n\r\n", "--b-b\r\n", "--b-b--\r\n", "Content-Length: 5\r\n",
    "Content-Length: -1\r\n",
    "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "Connection: Upgrade\r\n",
    "Host: x\r\n",
    "GET / HTTP/1.1\r\n", "FFFFFFFF\r\n", "0\r\n\r\n", "name=\"first\"", "; filename=", "\u{0}",
    "%00", "%2e%2e%2f", "?align=auto", "&points=1,1:1,1", "1e400", "-", "\u{FEFF}", "=",
  ].map { Array($0.utf8) }

  private let originals: [[UInt8]]
  private var generator = Generator(state: 1)

  init(_ originals: [[UInt8]]) { self.originals = originals }

  /// The next one; they never end.
  mutating func next() -> [UInt8]? {
    var request = originals.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&request) }
    return request
  }

  private mutating func change(_ request: inout [UInt8]) {
    guard !request.isEmpty else { return }
    // Half of the changes are to what stands before the pictures.
    let end = Bool.random(using: &generator) ? request.count : Swift.min(request.count, 400)
    let place = Int.random(in: 0..<end, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: request[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: request[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: request.removeSubrange(place..<Swift.min(place + length(), request.count))
    case 3:
      let piece = request[place..<Swift.min(place + length(), request.count)]
      request.insert(contentsOf: piece, at: place)
    case 4: request.insert(contentsOf: Self.words.randomElement(using: &generator) ?? [], at: place)
    default:
      if Int.random(in: 0..<4, using: &generator) == 0 { request.removeLast(request.count - place) }
    }
  }

  private mutating func length() -> Int { 1 << Int.random(in: 0...8, using: &generator) }
}
