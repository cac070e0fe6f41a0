// SPDX-License-Identifier: Apache-2.0

import Foundation
import Safetensors
import TestBasics
import Testing

/// A header that must be refused, and how.
struct MalformedHeader: CustomTestStringConvertible {
  let testDescription: String
  let code: SafetensorsError.Code
  let key: String?
  let bytes: [UInt8]

  init(
    _ name: String, _ code: SafetensorsError.Code, key: String? = nil, _ header: String,
    data: Int = 0
  ) {
    self.init(name, code, key: key, bytes: safetensors(Array(header.utf8), data: data))
  }

  init(_ name: String, _ code: SafetensorsError.Code, key: String? = nil, bytes: [UInt8]) {
    testDescription = name
    (self.code, self.key, self.bytes) = (code, key, bytes)
  }

  /// A header of one tensor `w`, its three values given as JSON.
  static func tensor(
    _ name: String, _ code: SafetensorsError.Code, dtype: String = #""F32""#,
    shape: String = "[1]", offsets: String = "[0,4]", data: Int = 4
  ) -> Self {
    let header = #"{"w":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}}"#
    return Self(name, code, key: "w", header, data: data)
  }
}

@Suite("safetensors: malformed files", .tags(.unit))
struct SafetensorsMalformedTests {
  static let lengths: [MalformedHeader] = [
    .init("empty file", .truncated, bytes: []),
    .init("7 bytes", .truncated, bytes: [2, 0, 0, 0, 0, 0, 0]),
    .init("no header", .headerLength, bytes: safetensors([])),
    .init("header past the end", .headerLength, bytes: safetensors(richHeader, length: 1000)),
    .init("header of 2^63", .headerLength, bytes: safetensors(richHeader, length: 1 << 63)),
    .init("header of 2^64 - 1", .headerLength, bytes: safetensors(richHeader, length: .max)),
    .init("header cut short", .headerSyntax, bytes: safetensors(richHeader, length: 40)),
    .init("rest of the file is missing", .truncated, key: "w", bytes: safetensors(richHeader)),
    .init("one byte is missing", .truncated, key: "z", bytes: safetensors(richHeader, data: 25)),
    .init("one byte too many", .layout, bytes: safetensors(richHeader, data: 27)),
  ]

  static let syntax: [MalformedHeader] = [
    .init("not an object", .headerSyntax, "[]"),
    .init("a lone string", .headerSyntax, #""w""#),
    .init("not closed", .headerSyntax, "{"),
    .init("text behind the object", .headerSyntax, "{}x"),
    .init("zero bytes behind the object", .headerSyntax, "{}\0\0"),
    .init("comma before the end", .headerSyntax, #"{"__metadata__":{},}"#),
    .init("name without quotes", .headerSyntax, "{w:{}}"),
    .init("string not closed", .headerSyntax, #"{"w"#),
    .init("string ends in a backslash", .headerSyntax, #"{"w\"#),
    .init("bare control character", .headerSyntax, "{\"__metadata__\":{\"a\":\"\n\"}}"),
    .init("unknown escape", .headerSyntax, #"{"__metadata__":{"a":"\x41"}}"#),
    .init("short escape", .headerSyntax, #"{"__metadata__":{"a":"\u12"}}"#),
    .init("first half of a pair", .headerSyntax, #"{"__metadata__":{"a":"\ud83d"}}"#),
    .init("second half of a pair", .headerSyntax, #"{"__metadata__":{"a":"\ude00"}}"#),
    .init("two first halves", .headerSyntax, #"{"__metadata__":{"a":"\ud83d\ud83d"}}"#),
    .init("invalid UTF-8", .headerSyntax, bytes: safetensors([0x7B, 0x22, 0xFF, 0x22, 0x7D])),
    .init(
      "overlong UTF-8", .headerSyntax, bytes: safetensors([0x7B, 0x22, 0xC0, 0xAF, 0x22, 0x7D])),
    .init(
      "encoded surrogate", .headerSyntax,
      bytes: safetensors([0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D])),
    .init("nested ten thousand deep", .headerSyntax, String(repeating: "{\"a\":", count: 10_000)),
    .init(
      "arrays ten thousand deep", .headerSyntax, key: "w",
      #"{"w":{"shape":"# + String(repeating: "[", count: 10_000)),
  ]

  static let members: [MalformedHeader] = [
    .init("metadata is a string", .headerSyntax, #"{"__metadata__":"a"}"#),
    .init("metadata holds a number", .headerSyntax, #"{"__metadata__":{"a":1}}"#),
    .init("metadata holds null", .headerSyntax, #"{"__metadata__":{"a":null}}"#),
    .init("metadata twice", .headerSyntax, #"{"__metadata__":{},"__metadata__":{}}"#),
    .init("metadata name twice", .headerSyntax, #"{"__metadata__":{"a":"1","a":"2"}}"#),
    .init("tensor is null", .headerSyntax, key: "w", #"{"w":null}"#),
    .init("tensor without fields", .headerSyntax, key: "w", #"{"w":{}}"#),
    .init(
      "no offsets", .headerSyntax, key: "w", #"{"w":{"dtype":"F32","shape":[1]}}"#, data: 4),
    .init(
      "unknown field", .headerSyntax, key: "w",
      #"{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"layout":"x"}}"#),
    .init(
      "shape twice", .headerSyntax, key: "w",
      #"{"w":{"dtype":"F32","shape":[0],"shape":[1],"data_offsets":[0,0]}}"#),
    .init(
      "name twice", .headerSyntax,
      """
      {"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},\
      "w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}
      """),
    .init(
      "names that differ in normalization only", .headerSyntax,
      #"""
      {"\u00e9":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},
      "e\u0301":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}
      """#),
  ]

  static let tensors: [MalformedHeader] = [
    .tensor("unknown type", .unknownType, dtype: #""F99""#),
    .tensor("type in lower case", .unknownType, dtype: #""f32""#),
    .tensor("unsupported type", .unsupportedType, dtype: #""I32""#),
    .tensor("unsupported 8-bit float", .unsupportedType, dtype: #""F8_E4M3""#),
    .tensor("type is a number", .headerSyntax, dtype: "32"),
    .tensor("negative dimension", .headerSyntax, shape: "[-1]"),
    .tensor("fractional dimension", .headerSyntax, shape: "[1.0]"),
    .tensor("exponent", .headerSyntax, shape: "[1e0]"),
    .tensor("leading zero", .headerSyntax, shape: "[01]"),
    .tensor("shape is a number", .headerSyntax, shape: "1"),
    .tensor("shape holds a string", .headerSyntax, shape: #"["1"]"#),
    .tensor("dimension above Int.max", .shape, shape: "[9223372036854775808]"),
    .tensor("dimension of 40 digits", .shape, shape: "[\(String(repeating: "9", count: 40))]"),
    .tensor("product overflows", .shape, shape: "[4294967296,4294967296]"),
    .tensor("product overflows to zero", .shape, shape: "[4611686018427387904,4]"),
    .tensor("shape takes more bytes", .byteRange, shape: "[2]"),
    .tensor("shape takes fewer bytes", .byteRange, shape: "[0]"),
    .tensor("type takes more bytes", .byteRange, dtype: #""F64""#),
    .tensor("range backwards", .byteRange, offsets: "[4,0]"),
    .tensor("one offset", .byteRange, offsets: "[4]"),
    .tensor("three offsets", .byteRange, offsets: "[0,4,4]"),
    .tensor("negative offset", .headerSyntax, offsets: "[-4,0]"),
    .tensor(
      "offset at Int.max", .byteRange, offsets: "[9223372036854775803,9223372036854775807]"),
    .tensor("range past the end", .truncated, offsets: "[4,8]"),
    .tensor("claims a terabyte", .truncated, shape: "[274877906944]", offsets: "[0,1099511627776]"),
    .tensor("hole in front", .layout, offsets: "[1,5]", data: 5),
  ]

  static let layout: [MalformedHeader] = [
    .init(
      "overlap", .layout, key: "b",
      """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},\
      "b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}
      """, data: 7),
    .init(
      "same bytes twice", .layout,
      """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},\
      "a2":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}
      """, data: 4),
    .init(
      "hole between", .layout, key: "b",
      """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},\
      "b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}
      """, data: 9),
    .init(
      "empty tensor inside another", .layout,
      """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},\
      "b":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}
      """, data: 4),
    .init("data without a tensor", .layout, "{}", data: 1),
  ]

  @Test("is refused", arguments: lengths + syntax + members + tensors + layout)
  func refused(malformed: MalformedHeader) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/bad.safetensors"
      try write(malformed.bytes, to: path)
      let error = try #require(throws: SafetensorsError.self) { try SafetensorsFile(path: path) }
      #expect(error.code == malformed.code, "\(error)")
      #expect(error.path == path)
      if let key = malformed.key { #expect(error.key == key) }
      #expect(error.description.hasPrefix("\(path): "))
      #expect(!error.description.contains("\n") && error.description.count < path.count + 300)
    }
  }

  @Test("the header those are made from is accepted")
  func accepted() throws {
    try withTemporaryFolder { folder in
      try write(safetensors(richHeader, data: 26), to: "\(folder)/f")
      let file = try SafetensorsFile(path: "\(folder)/f")
      #expect(file.metadata == ["a": "1", "b\né": "😀"])
      #expect(
        file.entries.mapValues(\.shape) == ["w": [2, 2], "s": [], "e": [0, 7], "z": [1, 2, 1]])
    }
  }

  @Test("what is no regular file is refused", arguments: ["", "/missing", "/pipe"])
  func noFile(name: String) throws {
    try withTemporaryFolder { folder in
      try #require(mkfifo("\(folder)/pipe", 0o600) == 0)
      let path = folder + name
      let error = try #require(throws: SafetensorsError.self) { try SafetensorsFile(path: path) }
      #expect(error.code == .cannotRead && error.path == path)
    }
  }

  @Test("a missing name is an error that says it")
  func missingKey() throws {
    let file = try Golden(named: "interop").file
    let error = try #require(throws: SafetensorsError.self) {
      try file.bytes(of: "absent")
    }
    #expect(error.code == .missingKey && error.key == "absent" && error.path == file.path)
  }
}
