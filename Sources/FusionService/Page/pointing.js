// SPDX-License-Identifier: Apache-2.0
// Setting points in both pictures, with the warp that follows from them.
import { part } from "./elements.js";
import { fitted, residuals } from "./homography.js";
import { Markers } from "./markers.js";
import { showPointList } from "./point-list.js";
import { Points } from "./points.js";
import { Warp } from "./warp.js";

/** The points of a pair. Emits "use" where the result is to be fused by them. */
export class Pointing extends EventTarget {
  points = new Points();
  /** Whether the result goes by the points that are set. */
  inUse = false;
  #pair;
  #stage;
  #thumbnails;
  #markers;
  #warp = new Warp();
  #active = false;

  constructor(pair, stage, thumbnails) {
    super();
    this.#pair = pair;
    this.#stage = stage;
    this.#thumbnails = thumbnails;
    this.#markers = ["first", "second"].map(
      (side) => new Markers(thumbnails[side], side, this.points));
    this.points.addEventListener("change", ({ detail }) => this.#changed(detail.done));
    part("point-clear").addEventListener("click", () => this.points.clear());
    part("point-use").addEventListener("click", () => this.#use());
    part("point-add").addEventListener("click", () => this.#add());
    part("overlay").addEventListener("input", () => this.#show());
    part("overlay-shown").addEventListener("change", () => this.#show());
  }

  /** Opens or closes it. */
  set active(active) {
    if (this.#active !== active) part("overlay-shown").checked = true;
    this.#active = active;
    this.inUse = false;
    part("points").hidden = !active;
    part("main").classList.toggle("pointing", active);
    this.#thumbnails.separate(active);
    for (const markers of this.#markers) markers.active = active;
    this.#show();
  }

  /** Forgets the points: the pair is another one. */
  forget() { this.points.clear(); }

  /** The map of the points; null where they are too few or lie on one line. */
  get map() { return fitted(this.points.whole); }

  #use() {
    this.inUse = true;
    part("overlay-shown").checked = false;
    this.#show();
    this.dispatchEvent(new Event("use"));
  }

  /** For those who cannot click: a pair in the middle, to be moved by keys. */
  #add() {
    const [first, second] = this.#markers.map((markers) => markers.middle);
    this.points.addPair({ first, second });
    this.#markers[0].focus(this.points.list.length - 1);
  }

  /** The overlay while points move; the result once they rest, where it goes by them. */
  #changed(done) {
    if (!this.#active) return;
    part("overlay-shown").checked = !this.inUse || !done || !this.map;
    this.inUse &&= this.map !== null;
    this.#show();
    if (done && this.inUse) this.dispatchEvent(new Event("use"));
  }

  #show() {
    const map = this.#active ? this.map : null;
    const misses = map ? residuals(map, this.points.whole) : [];
    part("overlay-value").textContent = `${part("overlay").value} %`;
    part("point-use").disabled = map === null;
    showPointList(this.points, misses);
    if (this.#active) part("align-state").textContent = this.#words(map, misses);
    this.#stage.overlay = this.#overlay(map);
  }

  #overlay(map) {
    const { first, second } = this.#pair;
    const hides = this.inUse && !part("overlay-shown").checked;
    if (!this.#active || !first || !second || hides) return null;
    const warped = map && part("overlay-shown").checked ? this.#warp.drawn(first, second, map) : null;
    const over = warped ? [{ bitmap: warped, opacity: part("overlay").value / 100 }] : [];
    return { size: first, layers: [{ bitmap: first.bitmap }, ...over] };
  }

  #words(map, misses) {
    const count = this.points.whole.length;
    if (count < 4) {
      return `Click the same thing in both pictures. ${count} of 4 pairs; far apart is best.`;
    }
    if (!map) return "Too many of the points lie on one line.";
    const mean = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / count);
    return `${count} pairs, off by ${mean.toFixed(1)} pixels in the mean.`;
  }
}
