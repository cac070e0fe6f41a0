// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// The settings of a network: everything its weights' shapes follow from, and the constants that
/// are trained with them. A weight file holds them as JSON.
public protocol NetworkConfiguration: Codable, Sendable, Equatable {
  /// Settings under the names that commands know, over all networks different ones.
  static var presets: [(name: String, configuration: Self)] { get }

  /// Reads and validates JSON.
  ///
  /// - Throws: ``FusionModelError`` that names the setting at fault.
  init(json: String) throws

  /// As JSON, keys sorted.
  var json: String { get }

  /// Throws ``FusionModelError`` unless a network can be built so.
  func validate() throws

  /// Whether the weights of a network of the other configuration fit into one of this: all that
  /// decides shapes is the same, and what the weights were trained to make. Constants beside them
  /// may differ.
  func takesWeights(of other: Self) -> Bool

  /// The network pads sides of images to a multiple of this.
  var sizeMultiple: Int { get }

  /// The side of tiles where nobody names one, in pixels.
  var automaticTileSide: Int { get }

  /// Tiles start at multiples of this.
  var tileAlignment: Int { get }

  /// A bound from below for the number of parameters, known before any is allocated.
  var leastParameterCount: Int { get }
}

extension NetworkConfiguration {
  /// None.
  public static var presets: [(name: String, configuration: Self)] { [] }

  /// Settings as they are decoded, without versions.
  ///
  /// - Throws: ``FusionModelError``.
  public init(json: String) throws {
    do { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) } catch {
      throw FusionModelError.configuration("\(error)")
    }
    try validate()
  }

  /// As JSON, keys sorted.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("settings encode") }
    return String(decoding: data, as: UTF8.self)
  }

  /// Where both are equal.
  public func takesWeights(of other: Self) -> Bool { self == other }

  /// Whether it is of the same type, and its weights fit.
  func takesWeights(ofAny other: any NetworkConfiguration) -> Bool {
    (other as? Self).map(takesWeights) ?? false
  }

  /// 1024.
  public var automaticTileSide: Int { 1024 }

  /// ``sizeMultiple``.
  public var tileAlignment: Int { sizeMultiple }

  /// A line for each setting, for people; the names of nested ones are joined by dots.
  public var printedSettings: [(name: String, value: String)] {
    let settings = try? JSONDecoder().decode([String: SettingValue].self, from: Data(json.utf8))
    return settings?.flattened() ?? []
  }

  /// The preset's name, if it is one.
  public var presetName: String? { Self.presets.first { $0.configuration == self }?.name }
}
