// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Video

/// Which frames of two films belong together.
struct TimePairingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What is added to the times of INFRARED, such as 120ms or -0.5s; without it nothing.",
      valueName: "time"),
    transform: timeSpan)
  var offset: Duration = .zero

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "By what share the clock of INFRARED is slow: 0.0057 for 30 frames a second that are 29.83; or "
        + "auto: found from motion in both films, half a minute after the beginning.",
      valueName: "share|auto"),
    transform: clockDrift)
  var drift = ClockDrift.share(0)

  @Option(
    help: ArgumentHelp(
      "How far apart frames may be that make a pair; half the time from frame to frame without it.",
      valueName: "time"),
    transform: timeSpan)
  var tolerance: Duration?

  @Option(
    help: ArgumentHelp(
      "How long a frame of INFRARED stands in for those that do not come, 500ms without it; then "
        + "VISIBLE is alone.",
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
    pairing.offset = offset
    switch drift {
    case .share(let share): pairing.drift = share
    case .auto: pairing.findsDrift = true
    }
    (pairing.tolerance, pairing.hold) = (tolerance, hold)
    return pairing
  }
}

func timeSpan(_ text: String) throws -> Duration {
  let (number, unit): (Substring, Double) =
    text.hasSuffix("ms")
    ? (text.dropLast(2), 0.001) : text.hasSuffix("s") ? (text.dropLast(), 1) : (text[...], 1)
  guard let value = Double(number), abs(value) * unit < 1_000_000 else {
    throw ValidationError("\(text) is no time; 120ms or 0.5s is wanted")
  }
  return .seconds(value * unit)
}

/// By what share a clock is slow, or that this is to be found.
enum ClockDrift {
  case share(Double)
  case auto
}

private func clockDrift(_ text: String) throws -> ClockDrift {
  if text == "auto" { return .auto }
  guard let share = Double(text), abs(share) <= 0.1 else {
    throw ValidationError("\(text) is no drift; a share of -0.1 to 0.1, or auto, is wanted")
  }
  return .share(share)
}
