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
public actor Fuser {
  private let model: DAEFuse
  private let device: Device
  private let dtype: DType

  /// Loads weights and puts the network on its device.
  ///
  /// - Parameters:
  ///   - source: A preset's shipped weights, or a file.
  ///   - device: What it runs on.
  ///   - precision: The type it computes in.
  ///   - threads: CPU threads of this process's tensor operations; nil leaves LibTorch's choice.
  /// - Throws: ``FusionModelError``.
  public init(
    _ source: ModelSource = .preset("fast"), device: ComputeDevice = .auto,
    precision: ComputePrecision = .auto, threads: Int? = nil
  ) throws {
    if let threads { Engine.threadCount = threads }
    let device = try device.resolved()
    let dtype = precision.resolved(on: device)
    let model = try source.open().makeModel()
    try throwingEngineFailures {
      model.convert(to: dtype, device: device, memoryFormat: .channelsLast)
    }
    (self.model, self.device, self.dtype) = (model, device, dtype)
  }

  /// Fuses a registered pair.
  ///
  /// - Parameters:
  ///   - first: The visible image, or the MRI; 16x16 pixels or more.
  ///   - second: The infrared image, or CT, PET or SPECT; of the same size.
  ///   - options: Colour, ranges, tiles.
  /// - Returns: An image of the first one's size, with its alpha.
  /// - Throws: ``FusionModelError`` for images that cannot be fused and where LibTorch fails,
  ///   `ImagingError` for a range that is none.
  public func fuse(
    _ first: Image, _ second: Image, options: FusionOptions = FusionOptions()
  ) throws -> Image {
    try check(first, second, options)
    let luminance = first.luminance()
    let other = try options.secondRange.map { try second.luminance(mapping: $0) }
    return try throwingEngineFailures {
      let fused = fuse(luminance, (other ?? second.luminance()).resized(to: first.size), options)
      return Image(
        fused, chroma: chroma(first, second, options), depth: options.depth, alpha: first.alpha)
    }
  }

  private func fuse(_ first: Plane, _ second: Plane, _ options: FusionOptions) -> Plane {
    let fused = withoutGradients {
      let tiles = TileGrid(first.size, tiling: options.tiling, configuration: model.configuration)
      return tiles.map(prepared(first), prepared(second)) { model($0, $1).to(.float32) }
    }
    let plane = Plane(fused)
    return options.isStretched ? plane.stretched() : plane
  }

  private func prepared(_ plane: Plane) -> Tensor {
    Tensor(plane).clamped(0, 1).to(dtype, device: device)
  }

  private func chroma(_ first: Image, _ second: Image, _ options: FusionOptions) -> Chroma? {
    if options.color == .gray { return nil }
    let source =
      switch options.colorSource {
      case .first: first
      case .second: second
      case .auto: first.isGray && !second.isGray ? second : first
      }
    if options.color == .auto && source.isGray { return nil }
    let chroma = source.chroma()
    return Chroma(cb: chroma.cb.resized(to: first.size), cr: chroma.cr.resized(to: first.size))
  }

  private func check(_ first: Image, _ second: Image, _ options: FusionOptions) throws {
    for (name, image) in [("first", first), ("second", second)]
    where min(image.size.width, image.size.height) < 16 {
      throw FusionModelError.images(
        "the \(name) image is \(image.size); at least 16x16 is wanted")
    }
    guard first.size == second.size || options.resizesSecond else {
      throw FusionModelError.images(
        "the images differ in size, \(first.size) and \(second.size); registered images of one "
          + "size are wanted, or --resize-second (resizesSecond) to resize the second")
    }
    if case .side(let side) = options.tiling, side < TileGrid.minimumSide {
      throw FusionModelError.images(
        "tiles of \(side) pixels; at least \(TileGrid.minimumSide) is wanted")
    }
  }
}

extension Image {
  /// A fused luminance with its colour and alpha.
  fileprivate init(_ luminance: Plane, chroma: Chroma?, depth: Depth, alpha: Plane?) {
    let image = Image(luminance: luminance, chroma: chroma, depth: depth)
    self.init(
      size: image.size, colorModel: image.colorModel, samples: image.samples, alpha: alpha)
  }
}

/// Runs tensor code; a failure of the engine becomes a ``FusionModelError``.
private func throwingEngineFailures<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try withTensorErrors(body)
  } catch let error as TensorError {
    throw FusionModelError.engine("\(error)")
  }
}
