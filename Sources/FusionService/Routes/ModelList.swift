// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Imaging

/// What requests may name, and how much they may bring: `GET /v1/models`.
struct ModelList: Encodable {
  private struct Model: Encodable {
    let name: String
    let parameters: Int?
    let `default`: Bool
    let summary: String
  }

  private struct Method: Encodable {
    let name: String
    let summary: String
  }

  private struct Live: Encodable {
    let name: String
    /// Of its newest picture; nil where there is none.
    let width, height: Int?
    let state: LiveFeed.Condition
  }

  private struct Limits: Encodable {
    let requestBytes, partBytes, pixels, atOnce, queue: Int
  }

  private let models: [Model]
  private let methods: [Method]
  private let palettes = Palette.allCases.map(\.rawValue)
  private let formats = ImageFormat.allCases.map(\.rawValue)
  private let rigs: [String]
  private let live: [Live]
  private let limits: Limits
  private let version: String

  init(_ state: ServiceState) {
    let settings = state.settings
    models = settings.models.enumerated().map { index, model in
      Model(
        name: model.name, parameters: model.parameters, default: index == 0, summary: model.summary)
    }
    methods = ClassicalMethod.allCases.map { Method(name: $0.rawValue, summary: $0.summary) }
    rigs = settings.rigs.keys.sorted()
    live = state.feeds.map { feed in
      let (picture, condition) = feed.newest
      return Live(
        name: feed.name, width: picture?.image.size.width, height: picture?.image.size.height,
        state: condition)
    }
    let bounds = settings.limits
    limits = Limits(
      requestBytes: bounds.requestBytes, partBytes: bounds.partBytes, pixels: bounds.pixels,
      atOnce: bounds.atOnce, queue: bounds.queue)
    version = settings.version
  }
}

extension ClassicalMethod {
  fileprivate var summary: String {
    switch self {
    case .average: "the mean of both pixels"
    case .max: "the brighter of both pixels"
    case .centredMax: "what stands out of the mean in either image"
    case .laplacian: "Laplacian pyramid"
    case .wavelet: "Daubechies wavelet"
    case .guided: "two scales, weighted by guided filters"
    }
  }
}
