// SPDX-License-Identifier: Apache-2.0

import Alignment
import Fusion
import Geometry
import Imaging
import Video

/// Finds how two cameras lie on each other from frames of their films.
struct AlignerOfFilms: RigFinding {
  /// The ranges and the no-data of the frames.
  let options: FusionOptions

  func rig(
    of pairs: [(first: Image, second: Image)], near start: Rig?
  ) async throws -> FoundRig {
    let sizes = (first: pairs[0].first.size, second: pairs[0].second.size)
    let found = try Aligner()(
      pairCount: pairs.count,
      from: try start.map { try $0.scaled(first: sizes.first, second: sizes.second).geometry }
    ) { index in
      try options.brightness(of: pairs[index].first, pairs[index].second)
    }
    let rig = Rig(
      firstSize: sizes.first, secondSize: sizes.second, geometry: found.geometry,
      origin: Rig.Origin(
        model: found.model, frames: found.pairCount, score: found.score, residual: found.residual))
    return FoundRig(rig: rig, isSure: found.isConfident, summary: found.summary)
  }
}
