// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Video

/// Which frames of two films belong together.
struct TimePairingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What is added to the times of INFRARED: 120ms, -0.5s.", valueName: "time"),
    transform: timeSpan)
  var offset: Duration = .zero

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "By what share the clock of INFRARED is slow: 0.0057 for 30 frames a second that are 29.83.",
      valueName: "share"),
    transform: clockDrift)
  var drift = 0.0

  @Option(
    help: ArgumentHelp(
      "How far apart frames may be that make a pair; half the time from frame to frame without it.",
      valueName: "time"),
    transform: timeSpan)
  var tolerance: Duration?

  @Option(
    help: ArgumentHelp(
      "How long a frame of INFRARED stands in for those that do not come; then VISIBLE is alone.",
      valueName: "time"),
    transform: timeSpan)
  var hold: Duration = .milliseconds(500)

  func validate() throws {
    if tolerance.map({ $0 < .zero }) ?? false || hold < .zero {
      throw ValidationError("--tolerance and --hold are 0 or more")
    }
  }

  /// The options as the library takes them.
  var pairing: TimePairing {
    var pairing = TimePairing()
    (pairing.offset, pairing.drift) = (offset, drift)
    (pairing.tolerance, pairing.hold) = (tolerance, hold)
    return pairing
  }
}

private func timeSpan(_ text: String) throws -> Duration {
  let (number, unit): (Substring, Double) =
    text.hasSuffix("ms")
    ? (text.dropLast(2), 0.001) : text.hasSuffix("s") ? (text.dropLast(), 1) : (text[...], 1)
  guard let value = Double(number), abs(value) * unit < 1_000_000 else {
    throw ValidationError("\(text) is no time; 120ms or 0.5s is wanted")
  }
  return .seconds(value * unit)
}

private func clockDrift(_ text: String) throws -> Double {
  guard let share = Double(text), abs(share) <= 0.1 else {
    throw ValidationError("\(text) is no drift; a share of -0.1 to 0.1 is wanted")
  }
  return share
}
