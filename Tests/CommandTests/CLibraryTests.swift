// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Scenes
import TestSupport
import Testing

/// The examples that call the C library, in processes of their own.
@Suite(.tags(.endToEnd)) struct CLibraryTests {
  /// The library as it is built, beside the program.
  private static let library =
    URL(filePath: Command.path).deletingLastPathComponent().appending(path: "libdaefuse-c.so")
    .path(percentEncoded: false)

  @Test(arguments: ["fast", "tiny.safetensors"])
  func examplesFuseAsTheProgramDoes(_ model: String) throws {
    try Workspace.with { workspace in
      let model = model == "fast" ? model : workspace.weights
      try writePair(workspace)
      let sources = [workspace["first.ppm"], workspace["second.pgm"]]
      let outcome = try Command.run(
        ["fuse"] + sources + ["-o", workspace["fused.png"], "--model", model, "--threads", "1"]
          + ["--precision", "float32", "--device", "cpu"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let wanted = try Image(contentsOf: workspace["fused.png"]).samples

      try compileExample(to: workspace["fuse"])
      try run(workspace["fuse"], sources + [workspace["c.ppm"], model])
      try run(
        Repository.path("Examples/fuse.py"),
        [Self.library] + sources + [workspace["python.ppm"], model])
      for path in ["c.ppm", "python.ppm"] {
        #expect(try Image(contentsOf: workspace[path]).samples == wanted, "\(path)")
      }
    }
  }

  @Test func examplesSayWhatIsWrong() throws {
    try Workspace.with { workspace in
      try writePair(workspace)
      try compileExample(to: workspace["fuse"])
      let sources = [workspace["first.ppm"], workspace["second.pgm"], workspace["fused.ppm"]]
      for call in [
        [workspace["fuse"]] + sources + ["nowhere.safetensors"],
        [Repository.path("Examples/fuse.py"), Self.library] + sources + ["nowhere.safetensors"],
      ] {
        let failure = #expect(throws: Failure.self) { try run(call[0], Array(call.dropFirst())) }
        #expect(failure?.message.contains("nowhere.safetensors: no such file") == true)
      }
    }
  }

  /// A rendered pair as files that the examples read.
  private func writePair(_ workspace: Workspace) throws {
    let scene = RenderedScene(
      seed: 3, size: ImageSize(width: 61, height: 47), condition: .night)
    try workspace.write(portable(scene.visible), to: "first.ppm")
    try workspace.write(portable(scene.infrared), to: "second.pgm")
  }

  private func portable(_ image: Image) throws -> [UInt8] {
    guard case .uint8(let samples) = image.samples else { throw Failure(message: "not 8 bits") }
    let kind = image.colorModel == .rgb ? 6 : 5
    return "P\(kind)\n\(image.size.width) \(image.size.height)\n255\n".utf8 + samples
  }

  private func compileExample(to path: String) throws {
    let folder = URL(filePath: Self.library).deletingLastPathComponent()
      .path(percentEncoded: false)
    try run(
      ProcessInfo.processInfo.environment["CC"] ?? "clang",
      [
        "-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror", Repository.path("Examples/fuse.c"),
        "-I", Repository.path("Sources/CDaefuse/include"), Self.library, "-Wl,-rpath,\(folder)",
        "-o", path,
      ])
  }

  /// Runs a program to its end, which must be a good one.
  private func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let reason = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(message: reason) }
  }

  private struct Failure: Error {
    let message: String
  }
}
