// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Imaging
import Layers
import Tensors

/// Finds objects in images: YOLOX-Nano, on the CPU.
///
/// An image is scaled to fit a square of 416 pixels, which is what the network was trained on.
public actor Detector {
  /// The pixels of the square's side.
  static let side = 416

  /// The names of the classes, in the order of their numbers; those of COCO where there are 80.
  public nonisolated let classNames: [String]
  private let network: YOLOXNano
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
  ///   - threads: CPU threads that it uses, 1 to 1024; nil: one a core.
  /// - Throws: ``DetectionError`` where the file cannot be read or holds another network.
  /// - Precondition: `threads` is nil or within 1...1024.
  public init(path: String, threads: Int? = nil) throws {
    self.threads = threads
    // One thread: LibTorch would keep a team for the caller's, beside that of the detector's own.
    network = try Engine.withThreads(1) {
      try throwingEngineFailures { try YOLOXNano.loaded(path: path) }
    }
    let count = network.classCount
    classNames =
      count == COCOClasses.names.count ? COCOClasses.names : (0..<count).map { "class \($0)" }
  }

  /// Finds the objects of an image, those with the highest scores first.
  ///
  /// - Throws: ``DetectionError`` where LibTorch fails.
  public func detect(
    in image: Image, options: DetectionOptions = DetectionOptions()
  ) throws -> [DetectedBox] {
    let letterbox = Letterbox(side: Self.side, size: image.size)
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
