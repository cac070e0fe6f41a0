// SPDX-License-Identifier: Apache-2.0
// Live sources as tiles.
import { make, part } from "./elements.js";
import { say } from "./messages.js";
import { pictures } from "./mjpeg.js";

/** Browsers open six connections to one host; some have to be left for fusing. */
const mostStreams = 3;
const silence = 5000;

/** Shows a tile for each source. */
export function showLive(service, sources) {
  part("live").hidden = sources.length === 0;
  part("tiles").replaceChildren(
    ...sources.map((source, index) => new Tile(service, source, index < mostStreams).element));
}

/** A source: its picture, its state, a button that pauses it. */
class Tile {
  element;
  #service;
  #source;
  #streams;
  #canvas;
  #state = make("span", { className: "state", textContent: "opening" });
  #reason = make("small");
  #pause = make("button", { type: "button", textContent: "Pause" });
  #controller = null;
  #timer = 0;

  constructor(service, source, streams) {
    this.#service = service;
    this.#source = source;
    this.#streams = streams;
    const { name, width, height } = source;
    this.#canvas = make("canvas", { width: width || 640, height: height || 480 });
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", `Live picture of ${name}`);
    this.#state.setAttribute("role", "status");
    this.#pause.setAttribute("aria-label", `Pause ${name}`);
    this.#pause.addEventListener("click", () => this.#toggle());
    this.element = make("figure", { className: "tile" },
      make("div", { className: "view" }, this.#canvas),
      make("figcaption", {}, make("b", {}, name), this.#state, this.#pause), this.#reason);
    this.#begin();
  }

  #toggle() {
    if (this.#controller) {
      this.#end();
      this.#tell("paused");
    } else {
      this.#begin();
    }
  }

  #end() {
    clearTimeout(this.#timer);
    this.#controller?.abort();
    this.#controller = null;
    this.#pause.textContent = "Go on";
    this.#pause.setAttribute("aria-label", `Go on with ${this.#source.name}`);
  }

  async #begin() {
    const controller = new AbortController();
    this.#controller = controller;
    this.#pause.textContent = "Pause";
    this.#pause.setAttribute("aria-label", `Pause ${this.#source.name}`);
    while (this.#controller === controller) {
      const reason = await this.#follow(controller.signal).catch((error) => error);
      if (this.#controller !== controller) return;
      this.#tell("lost", reason?.detail || "");
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }

  /** Draws until the stream ends, breaks or is silent. */
  async #follow(signal) {
    if (!this.#streams) return this.#poll(signal);
    const stop = new AbortController();
    const watch = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => stop.abort(), silence);
    };
    watch();
    try {
      const path = `/v1/live/${encodeURIComponent(this.#source.name)}.mjpeg`;
      const response = await this.#service.call(path, { signal: AbortSignal.any([signal, stop.signal]) });
      for await (const blob of pictures(response)) {
        watch();
        await this.#draw(blob);
      }
    } finally {
      clearTimeout(this.#timer);
    }
  }

  /** A picture every second, where streams would take all connections. */
  async #poll(signal) {
    for (;;) {
      const path = `/v1/live/${encodeURIComponent(this.#source.name)}/snapshot.png`;
      await this.#draw(await (await this.#service.call(path, { signal })).blob());
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
  }

  async #draw(blob) {
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height });
      this.#canvas.parentElement.style.aspectRatio = `${width} / ${height}`;
    }
    this.#canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
    if (this.#controller) this.#tell("live");
  }

  #tell(state, reason = "") {
    const words = state === "lost" ? "lost, trying again" : state;
    this.#reason.textContent = reason;
    if (this.#state.textContent === words) return;
    this.#state.textContent = words;
    this.element.classList.toggle("lost", state === "lost");
    this.element.classList.toggle("paused", state === "paused");
    say(`${this.#source.name}: ${words}`);
  }
}
