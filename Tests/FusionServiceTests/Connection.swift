// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A connection to this machine, byte by byte: what clients that misbehave do.
final class Connection: Sendable {
  private let descriptor: Int32

  /// Connects; `room` is how many bytes may wait for this side, where it is not to be the usual.
  init(port: Int, room: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var room {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Takes the other side's silence of so long for its end.
  func limitWaiting(milliseconds: Int) {
    var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Sends bytes; false where the other side takes no more.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sends text.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Says that no more is sent.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Breaks the connection.
  func leave() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// The bytes that come until the other side ends, or until `isEnough`.
  func receive(isEnough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      Thread { [self] in
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isEnough(bytes) {
          let count = recv(descriptor, &buffer, buffer.count, 0)
          if count <= 0 { break }
          bytes += buffer[..<count]
        }
        continuation.resume(returning: bytes)
      }.start()
    }
  }

  /// Sends a request, from a thread of its own, and takes the answer.
  func exchange(_ request: [UInt8], isHead: Bool = false) async throws -> Answer {
    Thread { [self] in send(request) }.start()
    return try Answer(await receive())
  }
}

/// An answer.
struct Answer: Sendable {
  let status: Int
  /// By names in small letters.
  let fields: [String: String]
  let body: [UInt8]

  init(_ bytes: [UInt8]) throws {
    let separator = Array("\r\n\r\n".utf8)
    var rest = bytes[...]
    while true {
      guard let end = rest.indices.first(where: { rest[$0...].starts(with: separator) }) else {
        throw POSIXError(.ECONNRESET)
      }
      let lines = String(decoding: rest[..<end], as: UTF8.self).components(separatedBy: "\r\n")
      rest = rest[(end + 4)...]
      let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      if status == 100 { continue }
      let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        return (line[..<colon].lowercased(), value)
      }
      (self.status, fields) = (status, Dictionary(pairs) { first, _ in first })
      body = Array(rest)
      return
    }
  }

  /// The body as JSON.
  func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
  }

  /// What a problem says; nil for another answer.
  var detail: String? { (try? json())?["detail"] as? String }
}
