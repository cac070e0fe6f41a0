// SPDX-License-Identifier: Apache-2.0

import Imaging

/// All that a scene is made of, from back to front.
struct Street {
  let layout: SceneLayout
  let sky: Sky
  let houses: [House]
  let ground: Ground
  let lamps: [StreetLamp]
  let signs: [Sign]
  var people: [Person]
  var car: Car
  private let hedge: Hedge
  private let cloud: Smoke

  init(size: ImageSize, random: inout SceneRandom) {
    let layout = SceneLayout(size: size, random: &random)
    sky = Sky(layout, &random)
    houses = House.row(layout, &random)
    ground = Ground(layout, &random)
    people = layout.personSlots.map { Person(layout, slot: $0, &random) }
    lamps = layout.lampSlots.map { [people] in StreetLamp(layout, slot: $0, awayFrom: people) }
    signs = layout.signSlots.map { Sign(layout, slot: $0, &random) }
    car = Car(layout, &random)
    hedge = Hedge(layout, covering: people, &random)
    cloud = Smoke(covering: people, scale: layout.scale, &random)
    self.layout = layout
  }

  func paint(on canvas: inout SceneCanvas, condition: SceneCondition) {
    let isDark = condition == .night
    sky.paint(on: &canvas, isDark: isDark)
    for house in houses { house.paint(on: &canvas, isDark: isDark) }
    ground.paint(on: &canvas)
    for lamp in lamps { lamp.paint(on: &canvas, isDark: isDark) }
    for sign in signs { sign.paint(on: &canvas, isDark: isDark) }
    if condition == .day { hedge.paintWarmth(on: &canvas) }
    for person in people { person.paint(on: &canvas) }
    if condition == .day { hedge.paintLeaves(on: &canvas) }
    car.paint(on: &canvas, isDark: isDark)
  }

  func light(_ condition: SceneCondition) -> SceneLight {
    SceneLight(condition: condition, lamps: lamps)
  }

  func smoke(_ condition: SceneCondition) -> Smoke? { condition == .smoke ? cloud : nil }
}
