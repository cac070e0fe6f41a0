// SPDX-License-Identifier: Apache-2.0

/// The classes of COCO (Lin et al. 2014), by which the detector was trained.
public enum COCOClasses {
  /// Their names, in the order of their numbers, from 0.
  public static let names = [
    "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat",
    "traffic light", "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog",
    "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella",
    "handbag", "tie", "suitcase", "frisbee", "skis", "snowboard", "sports ball", "kite",
    "baseball bat", "baseball glove", "skateboard", "surfboard", "tennis racket", "bottle",
    "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange",
    "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch", "potted plant",
    "bed", "dining table", "toilet", "tv", "laptop", "mouse", "remote", "keyboard",
    "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock", "vase",
    "scissors", "teddy bear", "hair drier", "toothbrush",
  ]

  /// The numbers by which COCO's own files know them, 1 to 90 with gaps, in the order of ``names``.
  public static let categories: [Int] = {
    let gaps: Set = [12, 26, 29, 30, 45, 66, 68, 69, 71, 83]
    return (1...90).filter { !gaps.contains($0) }
  }()
}
