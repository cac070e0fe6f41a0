// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging

extension ReadingOptions {
  /// The option that helps where an image was too large, or a camera's file cannot be read as what
  /// was measured; nil for other errors.
  static func advice(on error: any Error) -> String? {
    let camera = error as? CamerasError
    if (error as? ImagingError)?.code == .tooLarge || camera?.code == .tooLarge {
      return "--max-pixels COUNT allows more"
    }
    let hasScreen = camera?.hasScreenPicture == true
    return hasScreen ? "--screen-picture takes the picture of its screen" : nil
  }

  /// Runs `body`; an image that is too large becomes an ``AdvisedError``.
  static func advising<Result>(_ body: () async throws -> Result) async throws -> Result {
    do { return try await body() } catch {
      throw advice(on: error).map { AdvisedError(reason: error, advice: $0) } ?? error
    }
  }
}
