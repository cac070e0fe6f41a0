// SPDX-License-Identifier: Apache-2.0
// Which part of the pictures is seen.

/**
 * A magnification, 1 where the whole picture fits, and the place in the middle, from 0 to 1 across
 * and down: so pictures of any size, on canvases of any size, show the same part.
 */
export class View extends EventTarget {
  magnification = 1;
  x = 0.5;
  y = 0.5;
  /** The largest magnification. */
  most = 64;

  get isFit() { return this.magnification === 1; }

  /** Magnifies by a factor; the place `at` stays where it is on the screen. */
  zoom(factor, at = { x: this.x, y: this.y }) {
    const wanted = Math.min(Math.max(this.magnification * factor, 1), this.most);
    const kept = this.magnification / wanted;
    this.#set(wanted, at.x + (this.x - at.x) * kept, at.y + (this.y - at.y) * kept);
  }

  /** Moves by parts of the picture's width and height. */
  move(right, down) { this.#set(this.magnification, this.x + right, this.y + down); }

  /** Shows the whole picture. */
  fit() { this.#set(1, 0.5, 0.5); }

  #set(magnification, x, y) {
    const half = 0.5 / magnification;
    const inside = (value) => Math.min(Math.max(value, half), 1 - half);
    Object.assign(this, { magnification, x: inside(x), y: inside(y) });
    this.dispatchEvent(new Event("change"));
  }
}
