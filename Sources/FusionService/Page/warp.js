// SPDX-License-Identifier: Apache-2.0
// The second picture laid on the first one, while points move.
import { inverse, joined, mapped } from "./homography.js";

/** Most pixels of the drawn warp: so many are done within a frame or two of the screen. */
const most = 320_000;

/** Draws a source as a map lays it on the first picture. */
export class Warp {
  #pixels = null;
  #source = null;
  #canvas = document.createElement("canvas");

  /**
   * A canvas over the first picture's frame, transparent where the second one shows nothing.
   * `map` goes from the second picture's pixels to the first one's.
   */
  drawn(first, second, map) {
    this.#read(second);
    const scale = Math.min(1, Math.sqrt(most / (first.width * first.height)));
    const [width, height] = [first.width, first.height].map((side) => Math.round(side * scale));
    const back = inverse(map);
    if (!back) return null;
    const { width: across } = this.#pixels;
    const whole = joined(resizing(second.width / across), joined(back, resizing(width / first.width)));
    Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext("2d");
    const target = context.createImageData(width, height);
    fill(target, this.#pixels, whole);
    context.putImageData(target, 0, 0);
    return this.#canvas;
  }

  /** The source's pixels, read once. */
  #read(source) {
    if (this.#source === source) return;
    this.#source = source;
    const { width, height } = source.bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(source.bitmap, 0, 0);
    this.#pixels = context.getImageData(0, 0, width, height);
  }
}

/** From pixels of a picture that was resized by `factor` to those of the picture itself. */
function resizing(factor) {
  const shift = 0.5 / factor - 0.5;
  return [1 / factor, 0, shift, 0, 1 / factor, shift, 0, 0, 1];
}

/** Sets each pixel to the one that lies nearest to its place in the source. */
function fill(target, source, map) {
  const from = new Uint32Array(source.data.buffer);
  const to = new Uint32Array(target.data.buffer);
  const { width, height } = source;
  for (let y = 0, index = 0; y < target.height; y += 1) {
    for (let x = 0; x < target.width; x += 1, index += 1) {
      const depth = map[6] * x + map[7] * y + map[8];
      const column = Math.round((map[0] * x + map[1] * y + map[2]) / depth);
      const row = Math.round((map[3] * x + map[4] * y + map[5]) / depth);
      if (depth > 0 && column >= 0 && row >= 0 && column < width && row < height) {
        to[index] = from[row * width + column];
      }
    }
  }
}

/** Pairs of points that stand for a map: where the second picture's corners come to lie. */
export function cornerMatches(map, { width, height }) {
  const corners = [[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]];
  return corners.map((second) => ({ first: mapped(map, second), second }));
}
