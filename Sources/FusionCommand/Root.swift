import ArgumentParser

/// `daefuse`: the root of all commands.
@main
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daefuse",
    abstract: "Fuses two registered images of one scene into one.",
    subcommands: [Train.self])
}
