// SPDX-License-Identifier: Apache-2.0

/// What is known of M3FD (Liu et al. 2022, "TarDAL"), whose 4200 pairs are numbered from 0.
enum M3FD {
  /// Its classes, in the order of the paper's table.
  static let classNames = ["People", "Car", "Bus", "Motorcycle", "Lamp", "Truck"]

  /// How many pairs there are.
  static let count = 4200

  /// The numbers of the scenes that are for scoring in the split by scenes that DAMSDet (Guo et al.
  /// 2024) publishes: 831 pairs, of which no other pair shows the scene.
  static let testScenes = [
    111...192, 709...718, 801...824, 1013...1032, 1156...1185, 1227...1299, 1335...1391,
    1845...1862, 2095...2185, 2201...2242, 2556...2623, 2687...2694, 2709...2715, 2728...2778,
    3049...3100, 3246...3277, 3575...3611, 3741...3776, 3963...4007, 4100...4102, 4155...4199,
  ]
}
