// SPDX-License-Identifier: Apache-2.0

/// What keeps the visible camera from seeing the warm bodies of a ``RenderedScene``.
package enum SceneCondition: String, Sendable, CaseIterable {
  /// Daylight; people stand behind a hedge.
  case day
  /// Darkness; people stand where no lamp reaches.
  case night
  /// Daylight; people stand in thick smoke.
  case smoke
}
