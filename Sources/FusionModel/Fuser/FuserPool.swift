// SPDX-License-Identifier: Apache-2.0

private import BoundedTasks
public import Fusion
public import Imaging
import Tensors

/// One network loaded several times, for as many pairs at once: a pair goes to one that is idle.
///
/// The fusers share the CPU's threads evenly: a pair's own threads wait for each other, those of
/// different pairs do not.
public final class FuserPool: FusionMethod {
  /// What it was named, else the preset's name or that of the weight file without its extension.
  public let name: String
  private let fusers: Pool<Fuser>

  /// The CPU threads of all fusers together where nobody names a number: one a core.
  public static var defaultThreads: Int { Engine.threadCount }

  /// Loads the network up to `count` times: once where the device is a GPU, and no more often than
  /// there are threads.
  ///
  /// - Parameters:
  ///   - count: Pairs at once, at least 1.
  ///   - source: A preset's shipped weights, or a file.
  ///   - name: What it is called in tables; nil: as its preset or file is.
  ///   - device: What it runs on.
  ///   - precision: The type it computes in.
  ///   - threads: CPU threads of all fusers together; nil: ``defaultThreads``.
  /// - Throws: ``FusionModelError``.
  public init(
    _ count: Int, _ source: ModelSource = .preset("fast"), name: String? = nil,
    device: ComputeDevice = .auto, precision: ComputePrecision = .auto, threads: Int? = nil
  ) throws {
    try FusionModelError.checkThreads(threads)
    let threads = threads ?? Self.defaultThreads
    let count = try device.resolved() == .cpu ? max(1, min(count, threads)) : 1
    fusers = Pool(
      try (0..<count).map { _ in
        try Fuser(source, device: device, precision: precision, threads: threads / count)
      })
    self.name = name ?? source.name
  }

  /// Fuses two luminances by the network.
  ///
  /// - Throws: ``FusionModelError`` where LibTorch fails.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    try await fusers.withItem { try await $0.fuse(pair, context) }
  }
}
