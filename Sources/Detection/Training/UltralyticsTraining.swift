// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Files
import Foundation

/// YOLOv8n of the Python package `ultralytics`, trained from random weights in a process of its
/// own.
///
/// The package (AGPL-3.0) is the user's: it is neither shipped nor fetched. What it finds is scored
/// here, as what any other detector finds.
public struct UltralyticsTraining: TrainableDetector {
  /// "ultralytics".
  public let name = "ultralytics"
  /// The Python that has the package: a path, or a name that the shell finds.
  public let python: String
  /// Passes over the training part.
  public let epochs: Int
  /// Pixels of the side that images are scaled to.
  public let side: Int

  /// Describes a training.
  public init(python: String, epochs: Int = 100, side: Int) {
    (self.python, self.epochs, self.side) = (python, epochs, side)
  }

  /// The sentence of the sheet.
  public func summary(imageCount: Int) -> String {
    "YOLOv8n (ultralytics, yolov8n.yaml, random first weights), trained for each row on the "
      + "\(imageCount) training images fused alike: \(epochs) epochs at \(side) pixels, its own "
      + "settings, the last weights"
  }

  /// Model, epochs, side, and the package's version.
  ///
  /// - Throws: ``DetectionError`` with `program` where there is no such Python, or not the package.
  public func conditions() async throws -> [String: String] {
    let text = try await version()
    // The package may say other things first.
    let version = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? "unknown"
    return [
      "model": "yolov8n.yaml", "epochs": "\(epochs)", "side": "\(side)", "version": version,
    ]
  }

  private func version() async throws -> String {
    do {
      return try await run("import ultralytics; print(ultralytics.__version__)", [])
    } catch let error as DetectionError {
      throw DetectionError(
        .program, path: python,
        "cannot import ultralytics; \"\(python) -m pip install ultralytics\" gets it, PYTHON names "
          + "another Python (\(error.message))")
    }
  }

  /// Trains, leaving its own files in `run`, and has it look at the test part.
  ///
  /// - Throws: ``DetectionError`` with `program`, which has the last line of what it said.
  public func train(on set: YOLODataSet, seed: Int, in folder: String) async throws {
    try makeFolder("\(folder)/found")
    func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
    _ = try await run(
      Self.script,
      [
        absolute(set.description), absolute(folder), "\(seed)", "\(epochs)", "\(side)",
        absolute("\(set.path)/images/test"),
      ])
  }

  /// Without `val` no epoch is chosen by the test part; without `amp` nothing is fetched.
  static let script = """
    sys, YOLO = __import__("sys"), __import__("ultralytics").YOLO
    data, folder, seed, epochs, side, images = sys.argv[1:]
    YOLO("yolov8n.yaml").train(
        data=data, epochs=int(epochs), imgsz=int(side), seed=int(seed), deterministic=True,
        project=folder, name="run", exist_ok=True, plots=False, val=False, amp=False, workers=0)
    model = YOLO(f"{folder}/run/weights/last.pt")
    for result in model.predict(
            images, conf=0.001, iou=0.65, max_det=300, imgsz=int(side), stream=True, verbose=False):
        boxes = result.boxes
        rows = zip(boxes.cls.tolist(), boxes.xywhn.tolist(), boxes.conf.tolist())
        stem = result.path.replace("\\\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        with open(f"{folder}/found/{stem}.txt", "w") as file:
            for label, box, score in rows:
                numbers = " ".join(f"{x:.6f}" for x in [*box, score])
                file.write(f"{int(label)} {numbers}\\n")
    """

  /// Runs a script of Python's.
  /// - Returns: What it printed.
  private func run(_ script: String, _ arguments: [String]) async throws -> String {
    let outcome = try await onBlockingThread {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [python, "-c", script] + arguments
      process.environment = ProcessInfo.processInfo.environment
        .merging(["YOLO_AUTOINSTALL": "false"]) { $1 }
      process.standardInput = FileHandle.nullDevice
      let output = Pipe()
      (process.standardOutput, process.standardError) = (output, output)
      try process.run()
      Unfinished.add(program: process.processIdentifier)
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      Unfinished.forget(program: process.processIdentifier)
      return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
    guard outcome.0 == 0 else {
      throw DetectionError(
        .program, path: python,
        outcome.1.split(whereSeparator: \.isNewline).last.map(String.init) ?? "failed")
    }
    return outcome.1
  }
}
