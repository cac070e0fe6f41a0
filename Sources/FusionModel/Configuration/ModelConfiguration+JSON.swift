// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// JSON of version 2. A setting that came later than the first ones may be absent and then has the
/// value that networks had before it came; version 1 is migrated (`ModelConfiguration+Version1`).
extension ModelConfiguration: Codable {
  static let version = 2

  /// Reads an object of version 1 or 2 that holds a whole network.
  public init(from decoder: any Swift.Decoder) throws {
    let settings = try decoder.singleValueContainer().decode([String: SettingValue].self)
    try self.init(settings: Self.migrated(settings, over: nil))
  }

  /// Writes an object of version 2.
  public func encode(to encoder: any Encoder) throws { try settings.encode(to: encoder) }

  /// Reads and validates JSON.
  ///
  /// - Throws: ``FusionModelError`` that names the setting at fault.
  public init(json: String) throws { try self.init(json: json, over: nil) }

  /// Reads and validates JSON.
  ///
  /// - Parameters:
  ///   - json: An object of settings, of version 1 or 2.
  ///   - base: What holds where the JSON is silent; nil: nothing does.
  /// - Throws: ``FusionModelError`` that names the setting at fault.
  package init(json: String, over base: Self?) throws {
    guard
      let found = try? JSONDecoder().decode([String: SettingValue].self, from: Data(json.utf8))
    else { throw FusionModelError.configuration("not a JSON object of settings") }
    let settings = try Self.migrated(found, over: base)
    try self.init(settings: base.map { settings.merged(over: $0.settings) } ?? settings)
    try validate()
  }
}

extension ModelConfiguration {
  /// As a JSON object of version 2.
  var settings: [String: SettingValue] {
    [
      "version": .integer(Self.version), "reduction": .integer(reduction),
      "unshuffle": .integer(unshuffle),
      "width": .integer(width), "heads": .integer(heads), "depth": .integer(depth),
      "expansion": .integer(expansion), "resnetWidth": .integer(resnetWidth),
      "resnetStride": .integer(resnetStride), "vitWidth": .integer(vitWidth),
      "vitDepth": .integer(vitDepth), "vitHeads": .integer(vitHeads),
      "vitPooling": .integer(vitPooling), "vitExpansion": .integer(vitExpansion),
      "merge": .text(merge.rawValue), "head": .object(head.settings),
    ]
  }

  /// Of an object of version 2.
  private init(settings: [String: SettingValue]) throws {
    var reader = SettingReader(settings)
    _ = try reader.wholeNumber("version", absent: Self.version)
    reduction = try reader.wholeNumber("reduction", absent: 1)
    unshuffle = try reader.wholeNumber("unshuffle")
    width = try reader.wholeNumber("width")
    heads = try reader.wholeNumber("heads")
    depth = try reader.wholeNumber("depth")
    expansion = try reader.wholeNumber("expansion")
    resnetWidth = try reader.wholeNumber("resnetWidth")
    resnetStride = try reader.wholeNumber("resnetStride", absent: 1)
    vitWidth = try reader.wholeNumber("vitWidth")
    vitDepth = try reader.wholeNumber("vitDepth")
    vitHeads = try reader.wholeNumber("vitHeads")
    vitPooling = try reader.wholeNumber("vitPooling", absent: 1)
    vitExpansion = try reader.wholeNumber("vitExpansion")
    merge = try reader.choice("merge", absent: .crossAttention)
    head = try reader.group("head").map(HeadConfiguration.init) ?? .grayLevel(contrast: nil)
    try reader.end()
  }
}
