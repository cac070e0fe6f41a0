// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Video

/// The example of the landing page of `Video`.
func videoExample() async throws {
  let ffmpeg = try FFmpegProgram()
  let visible = FFmpegSource("visible.mp4", program: ffmpeg)
  let infrared = FFmpegSource("infrared.mp4", program: ffmpeg)
  let film = FilmSink("fused.mp4", program: ffmpeg)
  let method = ClassicalMethod.laplacian
  let reports = VideoFusion().reports(of: visible, infrared, by: method, into: film)
  for try await report in reports { print(report.frameCount) }
}
