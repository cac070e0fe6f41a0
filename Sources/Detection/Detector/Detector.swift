// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Imaging
import Layers
import Tensors

/// Finds objects in images: YOLOX-Nano, on the CPU.
///
/// An image is scaled to fit a square, which has ``standardSide`` pixels a side unless another one
/// is asked for: a larger one shows smaller objects, and takes longer.
public actor Detector {
  /// What the network was trained on: 416 pixels.
  public static let standardSide = 416
  /// The largest side.
  public static let maximumSide = 4096

  /// The names of the classes, in the order of their numbers; those of COCO where there are 80.
  public nonisolated let classNames: [String]
  private let network: YOLOXNano
  private let side: Int
  private let threads: Int?
  private nonisolated let executor = ThreadExecutor(name: "detector")

  /// A thread of its own, on which it computes.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Reads a file of weights.
  ///
  /// - Parameters:
  ///   - path: An ONNX file of YOLOX-Nano as YOLOX's own script exports it, or a safetensors file
  ///     of its convolutions in order, `conv000.weight`, `conv000.bias` and so on.
  ///   - side: Pixels of the square's side, a multiple of 32 up to ``maximumSide``.
  ///   - threads: CPU threads that it uses, 1 to 1024; nil: one a core.
  /// - Throws: ``DetectionError`` where the file cannot be read or holds another network.
  /// - Precondition: `side` is such a multiple; `threads` is nil or within 1...1024.
  public init(path: String, side: Int = standardSide, threads: Int? = nil) throws {
    precondition(Self.takes(side: side), "Detector: side \(side)")
    (self.side, self.threads) = (side, threads)
    // One thread: LibTorch would keep a team for the caller's, beside that of the detector's own.
    network = try Engine.withThreads(1) {
      try throwingEngineFailures { try YOLOXNano.loaded(path: path) }
    }
    let count = network.classCount
    classNames =
      count == COCOClasses.names.count ? COCOClasses.names : (0..<count).map { "class \($0)" }
  }

  /// Whether a square may have that side: a multiple of 32, which is the largest cell's.
  public static func takes(side: Int) -> Bool {
    side >= 32 && side <= maximumSide && side.isMultiple(of: 32)
  }

  /// Finds the objects of an image, those with the highest scores first.
  ///
  /// - Throws: ``DetectionError`` where LibTorch fails.
  public func detect(
    in image: Image, options: DetectionOptions = DetectionOptions()
  ) throws -> [DetectedBox] {
    let letterbox = Letterbox(side: side, size: image.size)
    return try cells(of: image, in: letterbox)
      .candidates(threshold: options.threshold, among: options.classes)
      .suppressed(overlap: options.overlap, count: options.maximumCount)
      .map {
        DetectedBox(
          box: letterbox.original($0.box), classIndex: $0.classIndex, score: $0.score)
      }
  }

  /// What the network says of the cells of the square that the image is put into.
  private func cells(of image: Image, in letterbox: Letterbox) throws -> CellPredictions {
    try Engine.withThreads(threads) {
      try throwingEngineFailures {
        withoutGradients {
          CellPredictions(network(letterbox.square(image)), strides: YOLOXNano.strides)
        }
      }
    }
  }
}
