// SPDX-License-Identifier: Apache-2.0
// The large picture: the result, divided against a source, blinking, or the overlay of a warp.
import { part } from "./elements.js";
import { listenForGestures } from "./gestures.js";
import { PictureView } from "./picture-view.js";

const names = { first: "First", second: "Second" };

/** The large picture. */
export class Stage {
  picture;
  /** "none", "first" or "second". */
  compared = "first";
  #fused = null;
  #sources = {};
  #overlay = null;
  #shown = "result";
  #timer = 0;

  constructor(view) {
    this.picture = new PictureView(part("result"), view);
    listenForGestures(this.picture, (event) => this.#takeLine(event));
    part("divider").addEventListener("input", () => this.show());
    part("blink").addEventListener("click", () => this.blink());
    part("compare").addEventListener("change", (event) => this.compare(event.target.value));
    part("result").addEventListener("keydown", (event) => this.#press(event));
  }

  /** The fused picture. */
  set fused(bitmap) {
    const before = this.#fused;
    this.#fused = bitmap;
    this.show();
    before?.close();
  }
  get fused() { return this.#fused; }

  /** The sources as they lie on the result: `{ first, second }`, either may be missing. */
  set sources(sources) { this.#sources = sources; this.show(); }

  /** Pictures that are drawn over each other instead of the result; null for the result. */
  set overlay(layers) { this.#overlay = layers; this.show(); }

  /** Compares with a source, or with nothing. */
  compare(source) {
    this.compared = source;
    part("compare").querySelector(`[value="${source}"]`).checked = true;
    this.show();
  }

  /** Begins or ends showing the source and the result in turn, in the same place. */
  blink(on = this.#timer === 0) {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#shown = "result";
    if (on) {
      this.#timer = setInterval(() => {
        this.#shown = this.#shown === "result" ? "source" : "result";
        this.show();
      }, 700);
    }
    part("blink").setAttribute("aria-pressed", String(on));
    this.show();
  }

  /** Draws what there is. */
  show() {
    const [fused, overlay] = [this.#fused, this.#overlay];
    part("empty").hidden = fused !== null || overlay !== null;
    if (overlay) return this.#draw(overlay.size, overlay.layers, [null, null], null);
    if (!fused) return this.#draw(this.picture.size, [], [null, null], null);
    this.#draw(fused, ...this.#layers());
  }

  /** Layers, the words on the left and on the right, and where the line is. */
  #layers() {
    const [fused, source] = [{ bitmap: this.#fused }, this.#sources[this.compared]];
    const blinked = this.#timer === 0 ? null : source ?? this.#sources.first;
    const word = names[this.compared] ?? "First";
    if (blinked) {
      return this.#shown === "source"
        ? [[{ bitmap: blinked }], [word, null], null] : [[fused], [null, "Fused"], null];
    }
    if (!source) return [[fused], [null, null], null];
    const at = Number(part("divider").value) / 100;
    return [[fused, { bitmap: source, to: at }], [word, "Fused"], at];
  }

  #draw({ width, height }, layers, [left, right], line) {
    this.picture.show({ width, height }, layers);
    for (const [id, text] of [["left-name", left], ["right-name", right]]) {
      part(id).hidden = text === null;
      part(id).textContent = text ?? "";
    }
    part("line").hidden = line === null;
    part("line").style.left = `${(line ?? 0) * 100}%`;
    part("divider").disabled = line === null;
  }

  /** A pointer on the line moves it. */
  #takeLine(event) {
    const { canvas } = this.picture;
    const at = Number(part("divider").value) / 100 * canvas.clientWidth;
    if (part("line").hidden || Math.abs(event.offsetX - at) > 16) return false;
    const move = (moved) => {
      part("divider").value = 100 * moved.offsetX / canvas.clientWidth;
      this.show();
    };
    const end = () => canvas.removeEventListener("pointermove", move);
    canvas.setPointerCapture(event.pointerId);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("lostpointercapture", end, { once: true });
    return true;
  }

  #press({ key, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return;
    const all = ["none", "first", "second"];
    if (key === "b" || key === "B") this.blink();
    if (key === "c" || key === "C") this.compare(all[(all.indexOf(this.compared) + 1) % 3]);
  }
}
