// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import FusionService
import Imaging
import Synchronization

/// A method that fuses when it is let.
final class StandInMethod: FusionMethod {
  let name = "stand-in"
  private let state = Mutex((isOpen: false, running: 0))
  private let holdsThread: Bool

  /// Waits as a task does, or holds its thread, as what computes does.
  init(holdsThread: Bool = false) { self.holdsThread = holdsThread }

  /// How many pairs are in it.
  var running: Int { state.withLock(\.running) }

  /// Lets all go on, from now on.
  func open() { state.withLock { $0.isOpen = true } }

  func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    state.withLock { $0.running += 1 }
    defer { state.withLock { $0.running -= 1 } }
    while !state.withLock(\.isOpen) {
      if holdsThread { try hold() } else { try await Task.sleep(for: .milliseconds(5)) }
    }
    return pair.first
  }

  private func hold() throws {
    try Task.checkCancellation()
    Thread.sleep(forTimeInterval: 0.005)
  }

  /// Settings with it as the network.
  var settings: ServiceSettings {
    var settings = ServiceSettings(
      models: [ServedModel(name: name, method: self, parameters: nil, summary: "for tests")],
      version: "1.2.3")
    settings.port = 0
    return settings
  }
}

/// Waits until something holds; false where it does not within a while.
func eventually(_ holds: @Sendable () async throws -> Bool) async rethrows -> Bool {
  for _ in 0..<12_000 {
    if try await holds() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return false
}

/// Files of a small pair.
func smallPair() throws -> [TestService.Part] {
  let size = ImageSize(width: 32, height: 32)
  let image = Image(
    size: size, colorModel: .gray, samples: .uint8((0..<1024).map { UInt8($0 % 251) }))
  let bytes = try image.encoded(as: .png)
  return [.file("first", bytes), .file("second", bytes)]
}
