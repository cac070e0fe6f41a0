import ArgumentParser
import FusionModel

/// `daefuse version`: versions of the program and of its engine.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the version of daefuse and of LibTorch.")

  func run() {
    StandardOutput.print("daefuse \(Release.version) (LibTorch \(Release.engineVersion))")
  }
}
