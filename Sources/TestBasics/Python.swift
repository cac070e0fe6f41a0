// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// The Python that the goldens were made with, where this machine has one.
package enum Python {
  /// Whether Python can be run.
  package static let isThere = (try? run("")) != nil

  /// Whether Python can be run and has the `safetensors` package, beside the project or of its own.
  package static let hasSafetensors = (try? run("import safetensors")) != nil

  /// Whether it has PyTorch as well.
  package static let hasTorch = (try? run("import safetensors.torch")) != nil

  /// Whether it can read TensorBoard's event files.
  package static let hasTensorBoard =
    (try? run("import tensorboard.backend.event_processing.event_accumulator")) != nil

  /// Whether it can check ONNX files and run them.
  package static let hasONNXRuntime = (try? run("import numpy, onnx, onnxruntime")) != nil

  /// Whether it can read and write files of NIfTI.
  package static let hasNIfTI = (try? run("import numpy, nibabel")) != nil

  /// Whether it can read and write files of DICOM.
  package static let hasDICOM = (try? run("import numpy, pydicom")) != nil

  /// Whether there is a program beside it that checks files of DICOM.
  package static let hasDICOMVerifier =
    (try? run("import shutil, sys; sys.exit(not shutil.which('dciodvfy'))")) != nil

  /// Whether it can interpolate.
  package static let hasSciPy = (try? run("import scipy.ndimage")) != nil

  /// Runs a script and returns what it prints.
  ///
  /// - Throws: ``Failure`` where it cannot be started or exits with an error.
  package static func run(_ script: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let folders = [".cache/libtorch", ".cache/python"].map(Repository.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONPATH": folders.joined(separator: ":")]) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Scripts print little, so neither pipe fills up while the other is read.
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let reason = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(message: reason) }
    return text
  }

  /// A script that failed, with what it said on standard error.
  package struct Failure: Error {
    /// The standard error.
    package let message: String
  }
}
