// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel

/// `daefuse`: the root of all commands.
@main
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daefuse",
    abstract: "Fuses two registered images of one scene from different sensors into one.",
    discussion: """
      Exit codes of all commands: 0 done (help and versions too); 1 something failed, such as one \
      pair of many; 2 a mistake in the call, found in its arguments and variables; 130 interrupted \
      by Ctrl-C or SIGTERM, with no part of a file left behind.

      Environment variables: DAEFUSE_DATA is the folder of the data sets that benchmark looks in, and detect for its \
      weights. DAEFUSE_CACHE is the folder for what is kept from run to run, without it daefuse in \
      the user's own. DAEFUSE_FFMPEG is the program ffmpeg, DAEFUSE_DICOM the program daefuse-dicom, \
      PYTHON that of Python for detectors of ultralytics. \
      RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT, which torchrun sets, share the \
      work of fuse and train between processes. LIBTORCH is the LibTorch that a packed archive \
      runs with.
      """,
    version: Version.text,
    subcommands: [
      Fuse.self, FuseVideo.self, FuseVolumes.self, Align.self, Evaluate.self, Benchmark.self,
      Detect.self,
      Colorize.self, Train.self,
      Average.self, Export.self,
      Bench.self, Info.self, Version.self, RenderScenes.self, BenchPair.self, BenchFilm.self,
    ] + serving,
    defaultSubcommand: nil)

  /// The commands of the package's trait `Service`.
  private static var serving: [any ParsableCommand.Type] {
    #if Service
      [Serve.self]
    #else
      []
    #endif
  }

  static func main() async {
    TextStream.prepare()
    Interruption.shared.listen()
    retainFreedMemory()
    let status = await run()
    // LibTorch would take its tables of operators apart, one by one.
    _exit(status.rawValue)
  }

  /// Runs the command that the arguments name.
  private static func run() async -> ExitStatus {
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      Interruption.shared.settle()
      return .done
    } catch {
      Interruption.shared.settle()
      return report(error)
    }
  }

  /// Prints what the argument parser has to say, help on standard output, or one line on an error
  /// of ours.
  private static func report(_ error: any Error) -> ExitStatus {
    let text = fullMessage(for: error)
    switch exitCode(for: error) {
    case .success:
      do { try StandardOutput.write(text + "\n") } catch { return report(error) }
    case .validationFailure: StandardError.print(lines: text)
    default: if !text.isEmpty { StandardError.print(text) }
    }
    return ExitStatus(error)
  }
}
