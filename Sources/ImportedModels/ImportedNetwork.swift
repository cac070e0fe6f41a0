// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Foundation
public import Fusion
public import FusionModel
public import Imaging
import Tensors

/// A network that somebody else made, by its file: TorchScript or ONNX.
///
/// ```swift
/// let path = "cddfuse.pt"
/// let network = try ImportedNetwork(
///   path: path, conventions: NetworkConventions(besideNetwork: path), trusted: true)
/// let fused = try await PairFusion()(visible, infrared, by: network)
/// ```
///
/// It sees whole images: it is not fused in tiles.
public final class ImportedNetwork: FusionMethod {
  /// What it is called in tables.
  public let name: String
  /// What it expects and gives.
  public let conventions: NetworkConventions
  private let runners: Pool<ProgramRunner>

  /// Loads a network up to `count` times: once where the device is a GPU, and no more often than
  /// there are threads.
  ///
  /// - Parameters:
  ///   - path: A file of one of ``ImportedFormat``'s extensions.
  ///   - name: What it is called; nil: the file's name without its extension.
  ///   - conventions: What it expects and gives.
  ///   - trusted: Whether code in the file may run. TorchScript is code: it can read and write
  ///     files and use up memory and time. ONNX is none.
  ///   - runtime: The ONNX Runtime library that runs ONNX; nil: the one that the environment
  ///     variable `ONNXRUNTIME` names. It is loaded into this process.
  ///   - count: Pairs at once, at least 1.
  ///   - device: What it runs on; ONNX runs on the CPU.
  ///   - threads: CPU threads of all together; nil: `FuserPool.defaultThreads`.
  /// - Throws: ``ImportedModelError``, and `FusionModelError` for a device or a number of threads.
  public init(
    path: String, name: String? = nil, conventions: NetworkConventions, trusted: Bool = false,
    runtime: String? = nil, count: Int = 1, device: ComputeDevice = .auto, threads: Int? = nil
  ) throws {
    try FusionModelError.checkThreads(threads)
    try conventions.validate()
    self.conventions = conventions
    let format = try ImportedFormat(of: path)
    let threads = threads ?? FuserPool.defaultThreads
    let device = try format.device(device, for: path)
    let loader = ProgramLoader(
      path: path, format: format, device: device, isTrusted: trusted,
      runtime: runtime ?? ProcessInfo.processInfo.environment["ONNXRUNTIME"])
    let copies = device == .cpu ? max(1, min(count, threads)) : 1
    runners = Pool(
      try (0..<copies).map { _ in
        try ProgramRunner(loader, conventions, threads: threads / copies)
      })
    self.name = name ?? URL(filePath: path).deletingPathExtension().lastPathComponent
  }

  /// Fuses two luminances by the network.
  ///
  /// - Throws: ``ImportedModelError`` where the network fails or gives no picture of the pair's
  ///   size.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    try await runners.withItem { try await $0.fuse(pair) }
  }
}
