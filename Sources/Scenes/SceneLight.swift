// SPDX-License-Identifier: Apache-2.0

/// The light that falls on a scene.
struct SceneLight {
  /// What falls on everything alike.
  let ambient: Color
  /// The lamps that burn.
  let lamps: [StreetLamp]

  /// Full daylight with the lamps off, or darkness with the lamps on.
  init(condition: SceneCondition, lamps: [StreetLamp]) {
    switch condition {
    case .day, .smoke: (ambient, self.lamps) = (Color(1, 1, 1), [])
    case .night: (ambient, self.lamps) = (Color(0.04, 0.045, 0.065), lamps)
    }
  }

  /// What the visible camera sees of one pixel.
  func seen(reflected: Color, emitted: Color, at point: Point) -> Color {
    var light = ambient
    var halo = Color.zero
    for lamp in lamps {
      light += lamp.light(at: point)
      halo += lamp.halo(at: point)
    }
    return reflected * light + emitted + halo
  }
}
