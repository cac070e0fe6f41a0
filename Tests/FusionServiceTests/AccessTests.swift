// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct AccessTests {
  @Test("Only this service's own names reach it")
  func hosts() async throws {
    var settings = TestService.settings
    settings.hostNames = ["fuse.example"]
    let cases: [(host: String, status: Int)] = [
      ("localhost", 200), ("LOCALHOST:8080", 200), ("127.0.0.1:1", 200), ("[::1]:80", 200),
      ("192.168.1.7", 200), ("fuse.example", 200), ("evil.example", 421),
      ("localhost.evil.example", 421), ("", 400),
    ]
    try await TestService.running(settings) { service, _ in
      for (host, status) in cases {
        let answer = try await service.send("GET", "/v1/models", fields: ["Host": host])
        #expect(answer.status == status, "\(host)")
      }
    }
  }

  @Test("Pages elsewhere cannot post")
  func origins() async throws {
    let parts = try smallPair()
    try await TestService.running { service, _ in
      let cases: [([String: String], Int)] = [
        (["Origin": "http://127.0.0.1:\(service.port)"], 200),
        (["Origin": "https://127.0.0.1:\(service.port)"], 200),
        (["Origin": "http://127.0.0.1:1"], 403), (["Origin": "http://evil.example"], 403),
        (["Origin": "null"], 403), (["Sec-Fetch-Site": "cross-site"], 403),
        (["Sec-Fetch-Site": "same-origin"], 200),
      ]
      for (fields, status) in cases {
        let answer = try await service.post("/v1/fuse", parts, fields: fields)
        #expect(answer.status == status, "\(fields)")
        #expect(answer.fields["access-control-allow-origin"] == nil)
      }
    }
  }

  @Test("With a token, all that computes wants it; the page does not")
  func token() async throws {
    var settings = TestService.settings
    settings.token = "0123456789abcdef"
    try await TestService.running(settings) { service, _ in
      for path in ["/v1/models", "/metrics", "/v1/sample/first.png"] {
        let refused = try await service.send("GET", path)
        #expect(refused.status == 401 && refused.fields["www-authenticate"] == "Bearer")
        for (token, status) in [
          ("Bearer 0123456789abcdef", 200), ("bearer 0123456789abcdef", 200),
          ("Bearer 0123456789abcdeF", 401), ("Bearer 0123456789abcde", 401),
          ("Bearer 0123456789abcdef0", 401), ("Bearer", 401), ("Basic 0123456789abcdef", 401),
        ] {
          let answer = try await service.send("GET", path, fields: ["Authorization": token])
          #expect(answer.status == status, "\(path) \(token)")
        }
      }
      for path in ["/", "/page/page.css", "/health/live", "/health/ready"] {
        #expect(try await service.send("GET", path).status == 200, "\(path)")
      }
    }
  }

  @Test("Paths lead nowhere but to routes")
  func paths() async throws {
    let cases: [(String, String, Int)] = [
      ("GET", "/page/../index.html", 404), ("GET", "/page/%2e%2e/x", 404), ("GET", "/page/", 404),
      ("GET", "/etc/passwd", 404), ("GET", "/v1/fuse", 405), ("POST", "/v1/models", 405),
      ("DELETE", "/", 405), ("HEAD", "/", 200), ("GET", "/?x=1", 200),
    ]
    try await TestService.running { service, _ in
      for (method, path, status) in cases {
        let answer = try await service.send(method, path)
        #expect(answer.status == status, "\(method) \(path)")
      }
      let head = try await service.send("HEAD", "/")
      #expect(head.body.isEmpty && Int(head.fields["content-length"] ?? "") ?? 0 > 100)
    }
  }

  @Test("Page, models and sample pair")
  func page() async throws {
    try await TestService.running { service, _ in
      let page = try await service.send("GET", "/")
      #expect(page.fields["content-type"] == "text/html; charset=utf-8")
      let tag = try #require(page.fields["etag"])
      let again = try await service.send("GET", "/", fields: ["If-None-Match": tag])
      #expect(again.status == 304 && again.body.isEmpty)
      let script = try await service.send("GET", "/page/main.js")
      #expect(script.fields["content-type"] == "text/javascript; charset=utf-8")
      let models = try await service.send("GET", "/v1/models").json()
      #expect(models["version"] as? String == "1.2.3")
      #expect((models["models"] as? [[String: Any]])?.first?["name"] as? String == "quick")
      #expect((models["methods"] as? [[String: Any]])?.count == 6)
      for name in ["first", "second"] {
        let sample = try await service.send("GET", "/v1/sample/\(name).png")
        #expect(sample.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      }
    }
  }

  @Test("Lines about requests name no file")
  func lines() async throws {
    let parts = try smallPair()
    let records = try await TestService.running { service, _ in
      _ = try await service.post("/v1/fuse?format=webp", parts)
      _ = try await service.send("GET", "/secret/place")
      return service.records.all
    }
    #expect(records.map(\.route) == ["/v1/fuse", "-"])
    #expect(records.map(\.status) == [200, 404])
    let text = String(decoding: try JSONEncoder().encode(records), as: UTF8.self)
    #expect(!text.contains("secret"))
  }
}
