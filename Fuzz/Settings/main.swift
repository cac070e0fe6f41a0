// SPDX-License-Identifier: Apache-2.0

import Driver
import Foundation
import FusionModel
import Training

/// The description of a network, as weight files carry it. What is accepted must read its own text.
let model = Subject("model") { bytes in
  let json = String(decoding: bytes, as: UTF8.self)
  guard let configuration = try? ModelConfiguration(json: json) else { return true }
  precondition((try? ModelConfiguration(json: configuration.json)) == configuration)
  return true
}

/// The settings of a training run, as `--config` gives them.
let training = Subject("training") { bytes in
  let json = String(decoding: bytes, as: UTF8.self)
  let defaults = TrainingConfiguration(model: ModelConfiguration.presets[0].configuration)
  guard let configuration = try? TrainingConfiguration(json: json, over: defaults) else {
    return true
  }
  try? configuration.validate()
  return true
}

exit(fuzz([model, training]))
