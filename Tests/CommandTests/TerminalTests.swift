// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Progress on a terminal: one line that fits, drawn over and over.
@Suite(.tags(.endToEnd)) struct TerminalTests {
  @Test(arguments: [24, 40, 500]) func progressFitsTheTerminal(_ columns: UInt16) throws {
    try Workspace.withTraining { workspace in
      let fusing =
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
        + ["--method", "max"]
      let training = [
        "train", "--preset", "tiny", "--config", workspace["settings.json"], "--data",
        workspace.root, "-o", workspace["run"], "--steps", "3", "--threads", "1",
      ]
      for arguments in [fusing, training] {
        let terminal = try Terminal(columns: columns)
        let running = try Command.start(arguments, errors: terminal.screen)
        let drawn = try terminal.textUntilEnd().split(separator: "\r\u{1B}[K")
        #expect(running.finish().status == 0)
        let progress = drawn.filter { $0.hasPrefix("step ") || $0.hasPrefix("[") }
        #expect(progress.count >= 3 && progress.allSatisfy { $0.count < columns }, "\(drawn)")
        let widest = progress.map(\.count).max() ?? 0
        #expect(columns == 500 ? widest > 40 : widest == columns - 1)
      }
    }
  }
}

/// A terminal without a screen.
private struct Terminal {
  /// What a process writes to.
  let screen: FileHandle
  private let keeper: FileHandle

  init(columns: UInt16) throws {
    // What unlockpt and ptsname do; Swift's Glibc leaves them out, and these numbers too.
    let (unlocking, numbering): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number): (Int32, Int32) = (0, 0)
    guard descriptor >= 0, ioctl(descriptor, unlocking, &lock) == 0,
      ioctl(descriptor, numbering, &number) == 0
    else { throw POSIXError(.ENXIO) }
    let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard other >= 0, ioctl(other, UInt(TIOCSWINSZ), &size) == 0 else { throw POSIXError(.ENXIO) }
    keeper = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    screen = FileHandle(fileDescriptor: other, closeOnDealloc: true)
  }

  /// All that the process wrote, once it has ended.
  func textUntilEnd() throws -> String {
    try screen.close()
    var (text, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    // Once nobody has the screen open, reading fails.
    while case let count = read(keeper.fileDescriptor, &buffer, buffer.count), count > 0 {
      text += buffer[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
