// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Foundation
public import Fusion
public import Imaging
import Layers
import Tensors

/// Fuses pairs of images: two images in, one image out.
///
/// ```swift
/// let fuser = try Fuser(.preset("fast"))
/// let fused = try await fuser.fuse(Image(contentsOf: "visible.png"), Image(contentsOf: "ir.png"))
/// try fused.write(to: "fused.png")
/// ```
public actor Fuser: FusionMethod {
  /// The preset's name, or that of the weight file without its extension.
  public nonisolated let name: String
  /// The network, which this actor alone calls.
  package let network: any FusionNetwork
  /// What it computes in, and why.
  public nonisolated let precision: ComputePrecision.Choice
  private let device: Device
  private let kernels: Engine.Kernels
  private let threads: Int?
  private nonisolated let executor: ThreadExecutor

  /// A thread of its own, on which it fuses.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Loads weights and puts the network on its device.
  ///
  /// - Parameters:
  ///   - source: A preset's shipped weights, or a file.
  ///   - device: What it runs on.
  ///   - precision: The type it computes in.
  ///   - threads: CPU threads that it uses, 1 to 1024, whatever others use at the same time;
  ///     nil: one a core.
  /// - Throws: ``FusionModelError``, for a number of threads too.
  public init(
    _ source: ModelSource = .preset("fast"), device: ComputeDevice = .auto,
    precision: ComputePrecision = .auto, threads: Int? = nil
  ) throws {
    let choice = try precision.choice(on: device, threads: threads)
    let device = try device.resolved()
    let (dtype, kernels) = choice.storage(on: device)
    try self.init(
      source, device: device, dtype: dtype, kernels: kernels, precision: choice, threads: threads)
  }

  /// A fuser whose features are of `dtype`, its fused operations computed by `kernels`; the weights
  /// are of one of `networks`.
  ///
  /// - Throws: ``FusionModelError``.
  init(
    _ source: ModelSource, device: Device, dtype: DType, kernels: Engine.Kernels,
    networks: [any FusionNetwork.Type] = FusionNetworks.all,
    precision: ComputePrecision.Choice = .float32, threads: Int? = nil
  ) throws {
    // One thread: LibTorch would keep a team for the caller's, beside that of the fuser's own.
    network = try Engine.withThreads(1) {
      let network = try source.open(among: networks).makeModel()
      try throwingEngineFailures {
        network.convert(to: dtype, device: device, memoryFormat: .channelsLast)
      }
      return network
    }
    (self.device, self.kernels) = (device, kernels)
    (self.precision, self.threads) = (precision, threads)
    name = source.name
    executor = ThreadExecutor(name: threads.map { "fuser-\($0)" } ?? "fuser")
  }

  /// Fuses a registered pair.
  ///
  /// - Parameters:
  ///   - first: The visible image, or the MRI; 16x16 pixels or more.
  ///   - second: The infrared image, or CT, PET or SPECT; of the same size unless
  ///     `options.resizesSecond` is set.
  ///   - options: Color, ranges, tiles.
  /// - Returns: An image of the first one's size, with its alpha; opaque where the second one is
  ///   taken.
  /// - Throws: `FusionError` for images that cannot be fused, `ImagingError` for a range that is
  ///   none, ``FusionModelError`` where LibTorch fails.
  public func fuse(
    _ first: Image, _ second: Image, options: FusionOptions = FusionOptions()
  ) throws -> Image {
    let pair = try PreparedPair(first, second, options)
    return pair.fusedImage(from: try fuse(pair.luminances, pair.context()))
  }

  /// Fuses two luminances by the network.
  ///
  /// - Throws: `FusionError` for tiles that are too small, ``FusionModelError`` where LibTorch
  ///   fails, `CancellationError` where the task is cancelled before the last tile is begun.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) throws -> Plane {
    try context.tiling.check()
    try Task.checkCancellation()
    return try computing {
      try withoutGradients {
        let tiles = TileGrid(
          pair.size, tiling: context.tiling, configuration: network.configuration)
        let fused = try Engine.withKernels(kernels) {
          try network(wholePair(pair), tiles: tiles, beforeEach: Task.checkCancellation)
        }
        fused.clamp_(0, 1)
        return Plane(fused)
      }
    }
  }

  /// The luminances on the fuser's device.
  private func wholePair(_ pair: LuminancePair) -> WholePair {
    func tensor(_ plane: Plane) -> Tensor { plane.clampedTensor().to(device: device) }
    let pixels = MeasuredPixels(pair)
    let (firstPixels, secondPixels) = (pixels.first.map(tensor), pixels.second.map(tensor))
    // Mostly one of both saw everything.
    let commonPixels =
      pixels.both == pixels.second
      ? secondPixels : pixels.both == pixels.first ? firstPixels : pixels.both.map(tensor)
    return WholePair(
      first: tensor(pair.first), second: tensor(pair.second), firstPixels: firstPixels,
      secondPixels: secondPixels, commonPixels: commonPixels)
  }

  /// Runs tensor code with the fuser's threads.
  private func computing<Result>(_ body: () throws -> Result) throws -> Result {
    try Engine.withThreads(threads) { try throwingEngineFailures(body) }
  }
}

/// Runs tensor code; a failure of the engine becomes a ``FusionModelError``.
package func throwingEngineFailures<Result>(_ body: () throws -> Result) throws -> Result {
  try withTensorErrors(as: { FusionModelError.engine("\($0)") }, body)
}
