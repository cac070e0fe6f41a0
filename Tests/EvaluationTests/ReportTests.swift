// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics
import Imaging
import Reporting
import TestSupport
import Testing

@testable import Evaluation

/// The page.
@Suite(.tags(.unit)) struct ReportTests {
  @Test func thePageLoadsNothing() throws {
    let page = ScoreTable.small.text(as: .html, gallery: try gallery())
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("@import"))
    #expect(page.contains(/<img src="data:image\/jpeg;base64,/))
  }

  @Test func tablesAndChartsAreThere() throws {
    let page = ScoreTable.small.text(as: .html, gallery: try gallery())
    #expect(page.contains("<th>mine &amp; yours</th><td><u>6.50</u></td><td><u>100.00</u></td>"))
    #expect(page.contains("<th>Paper (published)</th><td><strong>7.25</strong></td>"))
    #expect(page.contains("<caption>mine &amp; yours minus max</caption>"))
    #expect(page.count(of: "<svg") == 3 && page.count(of: "<rect") == 9, "a chart a metric")
    #expect(page.contains("<th>max</th><td>MSE ↓</td><td><a href=\"#scene-0\">01</a> 60.00</td>"))
    #expect(page.count(of: "<figure data-picture=") == 3 * 4)
    #expect(page.contains("A note."))
  }

  @Test func withoutPicturesThereIsNoSlider() {
    let page = ScoreTable.small.text(as: .html)
    #expect(!page.contains("<script>") && !page.contains("compare-left"))
    #expect(page.contains("<th>max</th><td>EN</td><td>01 6.75</td><td>10 5.00</td>"))
  }

  @Test(.enabled(if: Chromium.path != nil, Chromium.advice))
  func aBrowserShowsThePage() throws {
    let page = ScoreTable.small.text(as: .html, gallery: try gallery())
    let document = try Browser.document(of: page)
    #expect(document.contains("01: mine &amp; yours | max, line at 50 %"))
    #expect(document.contains(/id="compare-left" alt="left" src="data:image\/jpeg/))
    #expect(document.contains("inset(0px 0px 0px 50%)"))
  }

  /// What is red in the middle of the slider's left half and blue in that of its right half.
  @Test(.enabled(if: Chromium.path != nil, Chromium.advice))
  func aBrowserShowsBothSidesOfTheSlider() throws {
    let page = ScoreTable.small.text(as: .html, gallery: try gallery())
      .replacing(
        "</body>",
        with: "<script>part(\"compare\").style.cssText = "
          + "\"position:fixed;left:0;top:0;z-index:9\"</script></body>")
    let shot = try Browser.screenshot(of: page, width: 800, height: 600)
    guard case .uint8(let samples) = shot.samples, shot.colorModel == .rgb else {
      Issue.record("a screenshot of 8-bit RGB is wanted")
      return
    }
    func color(_ x: Int, _ y: Int) -> ArraySlice<UInt8> {
      samples[3 * (y * shot.size.width + x)..<3 * (y * shot.size.width + x) + 3]
    }
    #expect(color(90, 100).first ?? 0 > 200 && color(90, 100).last ?? 255 < 60)
    #expect(color(290, 100).first ?? 255 < 60 && color(290, 100).last ?? 0 > 200)
  }

  /// Flat pictures: sources gray, the first method red, the second blue.
  private func gallery() throws -> Gallery {
    let (gray, red, blue) = (
      try thumbnail(128, 128, 128), try thumbnail(255, 0, 0), try thumbnail(0, 0, 255)
    )
    return Gallery(
      ["01", "02", "10"].map {
        Gallery.PairPictures(name: $0, first: gray, second: gray, fused: [red, blue])
      })
  }

  private func thumbnail(_ red: UInt8, _ green: UInt8, _ blue: UInt8) throws -> Thumbnail {
    let size = ImageSize(width: 384, height: 240)
    let samples = (0..<size.pixelCount).flatMap { _ in [red, green, blue] }
    return try Thumbnail(Image(size: size, colorModel: .rgb, samples: .uint8(samples)))
  }
}
