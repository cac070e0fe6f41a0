// SPDX-License-Identifier: Apache-2.0

/// How long a live source has sent nothing.
struct SourceSilence: Sendable {
  /// What messages call it.
  let source: String
  /// Since its last frame, or since it was first opened.
  let time: Duration
  /// Why it could last not be read; nil: it was not said.
  let reason: String?
}
