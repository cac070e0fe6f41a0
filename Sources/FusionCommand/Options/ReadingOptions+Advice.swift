// SPDX-License-Identifier: Apache-2.0

import Imaging

extension ReadingOptions {
  /// The option that helps where an image was too large; nil for other errors.
  static func advice(on error: any Error) -> String? {
    (error as? ImagingError)?.code == .tooLarge ? "--max-pixels COUNT allows more" : nil
  }

  /// Runs `body`; an image that is too large becomes an ``AdvisedError``.
  static func advising<Result>(_ body: () async throws -> Result) async throws -> Result {
    do { return try await body() } catch {
      throw advice(on: error).map { AdvisedError(reason: error, advice: $0) } ?? error
    }
  }
}
