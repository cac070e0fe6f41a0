// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Video

/// A camera that pushes a test picture over RTSP, on loopback.
final class Publisher {
  private let process = Process()

  init(to address: String, program: FFmpegProgram, size: String = "96x64") throws {
    process.executableURL = URL(filePath: program.path)
    process.arguments = [
      "-nostdin", "-loglevel", "quiet", "-re", "-f", "lavfi", "-i", "testsrc=s=\(size):r=25",
      "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "5",
      "-f", "rtsp", "-rtsp_transport", "tcp", address,
    ]
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

/// A port that nobody has at this moment.
func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  return withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      _ = bind(descriptor, generic, length)
      _ = getsockname(descriptor, generic, &length)
    }
    return Int(UInt16(bigEndian: pointer.pointee.sin_port))
  }
}
