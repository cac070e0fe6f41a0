// SPDX-License-Identifier: Apache-2.0

/// Any JSON value: settings are looked at before they are understood, so that errors can name them.
enum SettingValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([SettingValue])
  case object([String: SettingValue])
}

extension SettingValue: Codable {
  init(from decoder: any Swift.Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([SettingValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: SettingValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension [String: SettingValue] {
  /// These settings over `base`, whose values hold where these are silent; an object of another
  /// `kind` than the one of `base` replaces it whole.
  func merged(over base: Self) -> Self {
    base.merging(self) { old, new in
      guard case .object(let old) = old, case .object(let new) = new,
        new["kind"] == nil || new["kind"] == old["kind"]
      else { return new }
      return .object(new.merged(over: old))
    }
  }

  /// A line for each setting, sorted; the names of nested ones are joined by dots.
  func flattened(under prefix: String = "") -> [(name: String, value: String)] {
    sorted { $0.key < $1.key }.flatMap { name, value -> [(name: String, value: String)] in
      if case .object(let inner) = value { return inner.flattened(under: "\(prefix)\(name).") }
      return [(prefix + name, value.printed)]
    }
  }
}

extension SettingValue {
  var printed: String {
    switch self {
    case .null: "none"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): values.map(\.printed).joined(separator: ", ")
    case .object(let settings):
      settings.flattened().map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }
  }
}
