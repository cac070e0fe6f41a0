// SPDX-License-Identifier: Apache-2.0

#if Service
  import ArgumentParser
  import Foundation
  import FusionModel
  import FusionService
  import Geometry

  /// `daefuse serve`: an HTTP service and a page.
  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fuses images over HTTP, and serves a page for people.",
      discussion: """
        Open the address that is printed in a browser, or POST two files to /v1/fuse; \
        /openapi.json describes all calls. Nothing of a request is kept, no path or address in one \
        is followed, and lines about requests name no file. They go to standard error.

        SIGTERM or Ctrl-C: new requests are refused, those that run are finished for 30 seconds at \
        most, and the program ends with 0; a second signal ends it at once.

        \(ExitStatus.summary)
        """)

    @Option(
      help: ArgumentHelp(
        "Where to listen. Beside this machine's own addresses (127.0.0.1, ::1, localhost) it wants "
          + "--token-file or --insecure.", valueName: "address:port"),
      transform: ListeningPlace.init)
    var bind = ListeningPlace.usual

    @OptionGroup(title: "Networks")
    var models: ServedModelOptions

    @Option(
      parsing: .unconditionalSingleValue,
      help: ArgumentHelp(
        "A rig file of daefuse align that requests may name. Repeat for several.",
        valueName: "name=rig.json"),
      transform: { try NamedPath($0, like: "NAME=rig.json, such as gate=gate.json") })
    var rig: [NamedPath] = []

    @Option(
      parsing: .unconditionalSingleValue,
      help: ArgumentHelp(
        "Two cameras, films or folders of frames, as daefuse video takes them, that are fused by the "
          + "first network for whoever looks; the rig of the same name lays one on the other. Repeat "
          + "for several.", valueName: "name=visible,infrared"),
      transform: { try NamedPath($0, like: "NAME=VISIBLE,INFRARED, such as gate=a.mp4,b.mp4") })
    var source: [NamedPath] = []

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Jobs at a time; they share the threads.", valueName: "count"))
    var atOnce = 2

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Memory that all requests together may take. Without it: half of the machine's, or of the "
          + "control group's.", valueName: "MiB"))
    var memory: Int?

    @OptionGroup(title: "Who may ask")
    var access: AccessOptions

    @Option(help: "How lines about requests are written.")
    var logFormat = LogFormat.text

    func validate() throws {
      guard (1...64).contains(atOnce) else {
        throw ValidationError("--at-once is \(atOnce); 1 to 64 is wanted")
      }
      guard memory.map({ (64...1 << 24).contains($0) }) ?? true else {
        throw ValidationError("--memory is \(memory ?? 0); 64 to \(1 << 24) MiB are wanted")
      }
      guard Set(rig.map(\.name)).count == rig.count else {
        throw ValidationError("two --rig have one name; names of their own are wanted")
      }
      for name in rig.map(\.name) where ["none", "auto", "file", "points"].contains(name) {
        throw ValidationError("--rig \(name) is a word of its own in requests; another is wanted")
      }
      guard Set(source.map(\.name)).count == source.count else {
        throw ValidationError("two --source have one name; names of their own are wanted")
      }
      for source in source {
        guard LiveSource.isName(source.name), source.path.split(separator: ",").count == 2 else {
          throw ValidationError(
            "--source \(source.name)=\(source.path): NAME=VISIBLE,INFRARED is wanted, the name of "
              + "letters, digits, - and _")
        }
      }
      guard bind.isOfThisMachine || access.tokenFile != nil || access.insecure else {
        throw ValidationError(
          "--bind \(bind) can be reached from other machines; --token-file FILE, or --insecure for "
            + "none, is wanted")
      }
    }

    func run() async throws {
      if !bind.isOfThisMachine {
        StandardError.print(
          "Warning: other machines can reach \(bind)"
            + (access.tokenFile == nil ? ", and whoever does may fuse images" : "")
            + "; what is sent is not encrypted")
      }
      let server = try FusionServer(try settings())
      let notice = "Stopping: what runs is finished; once more ends at once"
      try await Interruption.shared.whileWorking(notice: notice) { try await server.run() }
    }

    private func settings() throws -> ServiceSettings {
      var settings = ServiceSettings(
        models: try models.load(atOnce: atOnce + source.count), version: Release.version)
      (settings.host, settings.port) = (bind.host, bind.port)
      for rig in rig { settings.rigs[rig.name] = try Rig(contentsOf: rig.path) }
      settings.live = try source.map { try liveSource($0, settings.rigs[$0.name]) }
      settings.token = try access.token()
      settings.hostNames = Set(access.host)
      settings.limits.atOnce = atOnce
      if let memory { settings.limits.memoryBytes = memory << 20 }
      settings.started = { StandardError.print("Serving at \($0)") }
      settings.tell = { StandardError.print($0) }
      settings.log = { [logFormat] in logFormat.print($0) }
      settings.isToStop = { Interruption.shared.isRequested }
      return settings
    }

    private func liveSource(_ source: NamedPath, _ rig: Rig?) throws -> LiveSource {
      let places = source.path.split(separator: ",").map(String.init)
      let reading = try VideoSourceOptions.parse([])
      return LiveSource(
        name: source.name, first: try reading.source(places[0]),
        second: try reading.source(places[1]), rig: rig)
    }
  }
#endif
