// SPDX-License-Identifier: Apache-2.0

private import Foundation
private import Tensors
package import Testing

/// A CUDA device made of the CPU's memory, and an NCCL to go with it, for processes that tests
/// start.
///
/// Their source is Tests/CUDAStandIn; it is compiled when a test first asks for it.
///
///     @Test(.enabled(if: CUDAStandIn.isWanted, CUDAStandIn.advice))
package enum CUDAStandIn {
  /// Whether there is a compiler to make it with, and no real one in its place.
  package static let isWanted: Bool = {
    let real = FileManager.default.fileExists(atPath: "\(libtorch)/lib/libtorch_cuda.so")
    return !real && (try? run(["clang++", "--version"])) != nil
  }()

  /// What to say where it is not.
  package static let advice: Comment = "no clang++ here, or a CUDA build of LibTorch"

  /// The variables with which a process finds it.
  ///
  /// - Throws: ``Failure`` where it cannot be compiled.
  package static func variables() throws -> [String: String] {
    let before = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"].map { ":\($0)" } ?? ""
    return ["LD_LIBRARY_PATH": try folder.get() + before]
  }

  /// A compiler that failed, with what it said.
  package struct Failure: Error {
    /// Its standard error.
    package let message: String
  }

  private static let libtorch =
    ProcessInfo.processInfo.environment["LIBTORCH"] ?? Repository.path(".cache/libtorch/torch")

  /// Beside the test bundle, one for each version of LibTorch.
  private static let folder = Result {
    let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "cuda-stand-in-\(Engine.version)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let library = folder.appending(path: "libtorch_cuda.so")
    let sources = ["CUDA", "NCCL"].map { Repository.path("Tests/CUDAStandIn/\($0).cpp") }
    if try sources.contains(where: { try age(of: $0) <= age(of: library.path) }) {
      try compile(sources, to: library.path)
    }
    return folder.path
  }

  private static func compile(_ sources: [String], to library: String) throws {
    let made = library + ".\(ProcessInfo.processInfo.processIdentifier)"
    try run(
      ["clang++", "-std=c++20", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror"]
        + ["-isystem", "\(libtorch)/include"] + sources + ["-o", made]
        + ["-L\(libtorch)/lib", "-ltorch_cpu", "-lc10", "-Wl,-z,defs"])
    guard rename(made, library) == 0 else { throw Failure(message: "\(library): no renaming") }
  }

  /// Seconds since a file was written; endless where there is none.
  private static func age(of path: String) throws -> TimeInterval {
    guard FileManager.default.fileExists(atPath: path) else { return .infinity }
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    return date.map { -$0.timeIntervalSinceNow } ?? .infinity
  }

  private static func run(_ command: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let reason = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(message: reason) }
  }
}
