// SPDX-License-Identifier: Apache-2.0
// The two sources: small pictures that follow the view, which is which, and the swap.
import { part } from "./elements.js";
import { listenForGestures } from "./gestures.js";
import { PictureView } from "./picture-view.js";
import { View } from "./view.js";

const places = ["first", "second"];

/** The sources' pictures. */
export class Thumbnails {
  first;
  second;
  #view;
  #pair;
  #shown = {};

  constructor(view, pair) {
    this.#view = view;
    this.#pair = pair;
    for (const place of places) {
      this[place] = new PictureView(part(`${place}-view`), view);
      listenForGestures(this[place]);
    }
    part("swap").addEventListener("click", () => pair.swap());
    pair.addEventListener("change", () => this.#tell());
  }

  /** The sources as they lie on the result, where that is known; else as they are. */
  set shown(sources) { this.#shown = sources; this.#show(); }

  /** Lets each picture have its own view, as one has to in order to find a point in both. */
  separate(apart) {
    for (const place of places) this[place].follow(apart ? new View() : this.#view);
    this.#show(apart);
  }

  #show(raw = part("main").classList.contains("pointing")) {
    for (const place of places) {
      const source = this.#pair[place];
      const bitmap = (!raw && this.#shown[place]) || source?.bitmap;
      const size = raw || !this.#shown[place] ? source : this.#shown[place];
      this[place].show(size ?? { width: 4, height: 3 }, bitmap ? [{ bitmap }] : []);
    }
  }

  #tell() {
    for (const place of places) {
      const source = this.#pair[place];
      part(`${place}-name`).textContent = source?.name ?? "missing";
      part(`${place}-facts`).textContent = source?.summary ?? "";
      const words = source ? `${source.name}, ${source.summary}` : "missing";
      part(`${place}-view`).setAttribute(
        "aria-label", `${place === "first" ? "First" : "Second"} picture: ${words}`);
    }
    part("swap").disabled = !this.#pair.isWhole || this.#pair.isOneFile;
    this.#shown = {};
    this.#show();
  }
}
