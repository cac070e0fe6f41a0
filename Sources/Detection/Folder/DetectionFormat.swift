// SPDX-License-Identifier: Apache-2.0

/// What is made of the boxes of an image.
public enum DetectionFormat: String, Sendable, CaseIterable {
  /// A line for each box.
  case text
  /// The image with its boxes drawn: a file for each image.
  case picture
  /// A label file in YOLO's format for each image.
  case yolo
  /// One file in COCO's format for all images.
  case coco
}
