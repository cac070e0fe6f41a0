// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// Answers requests: checks whom they mean and who sends them, finds their route, tells of faults.
struct ServiceResponder: HTTPResponder {
  private let state: ServiceState
  private let routes: [Route]
  private let hosts: HostCheck
  private let token: TokenCheck?

  init(_ state: ServiceState) {
    self.state = state
    routes = allRoutes(state)
    hosts = HostCheck(names: state.settings.hostNames.union([state.settings.host]))
    token = state.settings.token.map(TokenCheck.init)
  }

  /// Answers a request.
  func respond(to request: Request, context: ServiceContext) async throws -> Response {
    let start = ContinuousClock.now
    let underWay = state.requestUnderWay()
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    var found: Route?
    var problem: Problem?
    var response: Response
    do {
      let presence = try await context.presence()
      presence.answer.keep(underWay)
      try hosts.check(request.head)
      let (route, name) = try route(of: request)
      found = route
      if !route.isOpen { try token?.check(request.head) }
      if state.isDraining, !route.isAnsweredLast { throw Problem.draining }
      response = try await route.answer(
        ServiceCall(
          id: id, request: request, presence: presence, channel: context.channel, name: name))
    } catch {
      let fault = Problem(error)
      problem = fault
      response = fault.response(requestID: id)
    }
    // Something of its body may not have been read.
    if request.hasBody, problem != nil || request.method != .post {
      response.headers[.connection] = "close"
    }
    if request.method == .head { response = response.createHeadResponse() }
    if state.isDraining { response.headers[.connection] = "close" }
    let record = RequestRecord(
      id: id, method: request.method.rawValue.count > 10 ? "-" : request.method.rawValue,
      route: found?.path ?? "-", status: response.status.code,
      milliseconds: (ContinuousClock.now - start) / .milliseconds(1), reason: problem?.reason)
    state.metrics.count(record)
    state.settings.log(record)
    return response.safe(requestID: id)
  }

  private func route(of request: Request) throws(Problem) -> (Route, name: String) {
    let path = request.uri.path
    let fitting = routes.compactMap { route in route.name(in: path).map { (route, $0) } }
    guard !fitting.isEmpty else {
      throw Problem(.notFound, "path", "there is nothing at \(quoted(path))")
    }
    let method = request.method == .head ? .get : request.method
    guard let match = fitting.first(where: { $0.0.method == method }) else {
      let allowed = fitting.map(\.0.method.rawValue).joined(separator: ", ")
      var problem = Problem(
        .methodNotAllowed, "method",
        "the method is \(quoted(request.method.rawValue)); \(allowed) is wanted")
      problem.fields[.allow] = allowed
      throw problem
    }
    return match
  }
}

extension Request {
  /// Whether a body follows its head.
  fileprivate var hasBody: Bool {
    headers[.contentLength].map { $0 != "0" } ?? headers.contains(.transferEncoding)
  }
}
