// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs a camera that pushes a test picture over RTSP, 25 frames a second, while `body` runs. One
/// that cannot connect, as nobody listens yet, is started again.
///
/// - Parameters:
///   - address: Where it pushes to, `rtsp://127.0.0.1:8554/live`.
///   - ffmpeg: The path of ffmpeg.
///   - size: The size of its picture.
///   - isolation: The caller's actor.
///   - body: What is done meanwhile.
/// - Returns: What `body` returned.
/// - Throws: What `body` throws; where ffmpeg cannot be started.
package func withRTSPCamera<Result>(
  to address: String, ffmpeg: String, size: String = "96x64",
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
) async throws -> Result {
  let running = Task {
    while !Task.isCancelled {
      let camera = Process()
      camera.executableURL = URL(filePath: ffmpeg)
      camera.arguments = [
        "-nostdin", "-loglevel", "quiet", "-re", "-f", "lavfi", "-i", "testsrc=s=\(size):r=25",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "5",
        "-f", "rtsp", "-rtsp_transport", "tcp", address,
      ]
      try camera.run()
      while camera.isRunning, !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
      }
      kill(camera.processIdentifier, SIGKILL)
      camera.waitUntilExit()
    }
  }
  defer { running.cancel() }
  let result = try await body()
  running.cancel()
  try await running.value
  return result
}
