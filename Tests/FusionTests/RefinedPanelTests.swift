// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestBasics
import Testing

@testable import Fusion

/// What is written beside a fused image tells of the second image as it was fused.
@Suite("panels and bars of refined pairs", .tags(.unit)) struct RefinedPanelTests {
  private let visible = ResidualFlowTests.scene(0).visible
  /// Degrees; the warmest thing stands at the border, from where the flow moves some of it out.
  private let thermal = {
    let bent = ResidualFlowTests.displaced(ResidualFlowTests.scene(0).infrared, 0)
    let values = bent.luminance().values.map { 20 + 400 * $0 }
    return Image(size: bent.size, colorModel: .gray, samples: .float(values))
  }()

  private var options: FusionOptions {
    var options = ResidualFlowTests.refining
    options.highlight = Highlight(above: .percentile(60), palette: .iron)
    return options
  }

  @Test("a highlight's bar is that of the refined image") func bar() throws {
    let pair = try PreparedPair(visible, thermal, options)
    let refined = try options.aligned(thermal, on: visible)
    #expect(refined.refinement?.isApplied == true)
    func barred(_ second: Image) throws -> Image {
      var plain = options
      plain.refinesAlignment = false
      return try visible.withHighlightBar(first: visible, second: second, options: plain)
    }
    let wanted = try barred(refined.image)
    #expect(pair.withHighlightBar(visible, scale: .celsius) == wanted)
    #expect(
      try visible.withHighlightBar(first: visible, second: thermal, options: options) == wanted)
    #expect(try barred(thermal) != wanted)
  }

  @Test("a panel shows the refined image") func panel() throws {
    let pair = try PreparedPair(visible, thermal, options)
    let panel = pair.panel(of: visible, palette: .viridis, scale: .celsius)
    func shown(_ second: Image, _ options: FusionOptions) throws -> Image {
      try .panel(
        first: visible, second: second, fused: visible, options: options, palette: .viridis)
    }
    var plain = options
    plain.refinesAlignment = false
    #expect(try panel == shown(thermal, options))
    #expect(try panel == shown(options.aligned(thermal, on: visible).image, plain))
    #expect(try panel != shown(thermal, plain))
  }
}
