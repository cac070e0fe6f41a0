// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A pipe that other children do not get, made of sockets: writing to one whose reader is gone is
/// an error, where with a plain pipe it would be a signal for the whole program.
struct ChildPipe {
  /// The end that stays with this program.
  let ours: Int32
  /// The end that the child gets.
  let theirs: Int32

  /// - Throws: ``VideoError`` where no descriptor is left.
  init() throws(VideoError) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw VideoError(.ffmpeg, nil, "no pipe can be made: \(String(cString: strerror(errno)))")
    }
    (ours, theirs) = (ends[0], ends[1])
  }

  /// Two of them, or none: where the second one fails the first one is closed.
  static func two(
    by make: () throws(VideoError) -> ChildPipe = { () throws(VideoError) in try ChildPipe() }
  ) throws(VideoError) -> (data: ChildPipe, errors: ChildPipe) {
    let data = try make()
    do {
      return (data, try make())
    } catch {
      close(data.ours)
      close(data.theirs)
      throw error
    }
  }
}
