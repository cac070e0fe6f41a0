// SPDX-License-Identifier: Apache-2.0
// From pair and options to a result on the screen: the newest wish wins.
import { savedName } from "./command.js";
import { part } from "./elements.js";
import { isCancelled } from "./fault.js";
import { fuse } from "./fusion.js";
import { Latest } from "./latest.js";
import { hideFault, say, showFault, showNotes } from "./messages.js";
import { registeredSources } from "./registered.js";
import { save } from "./saving.js";
import { scoresOf, showScores } from "./scores.js";

/** Pictures of more pixels are sent as JPEG while a handle moves, for PNG takes long. */
const manyPixels = 2_000_000;

/** Fuses what is wished for. */
export class Workbench {
  #service;
  #pair;
  #stage;
  #thumbnails;
  #wish;
  #fusion = new Latest();
  #background = new Latest(0);
  #timer = 0;
  /** The result that is shown: `{ blob, key, isExact }`. */
  #result = null;
  #sources = { key: "", first: null, second: null };

  /** `wish()` gives the options of now, null while they are not known. */
  constructor({ service, pair, stage, thumbnails, wish }) {
    this.#service = service;
    this.#pair = pair;
    this.#stage = stage;
    this.#thumbnails = thumbnails;
    this.#wish = wish;
    part("score").addEventListener("click", () => this.#score());
  }

  /** The pair is another one: what is shown is not of it. */
  forget() {
    this.#result = null;
    this.#sources = { key: "", first: null, second: null };
    this.#stage.fused = null;
    this.#stage.sources = {};
    showNotes([]);
    hideFault();
    this.#tell();
  }

  /** Something was changed; `moving` while a handle is held. */
  update(moving = false) {
    showScores([]);
    this.#tell();
    if (!this.#pair.isWhole || this.#wish() === null) return;
    this.#fusion.submit((signal) => this.#fuse(moving, signal), { urgent: !moving });
  }

  /** Fuses once more, to a file. */
  async save(options) {
    const wish = this.#wish();
    if (wish === null) return;
    try {
      const { blob } = await fuse(this.#service, this.#pair, { ...wish, ...options });
      save(blob, savedName(options.format));
      say(`Saved as ${savedName(options.format)}`);
    } catch (error) { showFault(error); }
  }

  async #fuse(moving, signal) {
    const options = this.#wish();
    if (options === null || !this.#pair.isWhole) return;
    const { number } = this.#pair;
    const key = JSON.stringify([number, options]);
    if (key === this.#result?.key && (moving || this.#result.isExact)) return this.#settle();
    const { width, height } = this.#pair.first;
    const isExact = !moving || width * height <= manyPixels;
    const format = isExact ? { format: "png" } : { format: "jpeg", quality: "90" };
    part("stage").setAttribute("aria-busy", "true");
    try {
      const done = await fuse(this.#service, this.#pair, { ...options, ...format }, signal);
      const bitmap = await createImageBitmap(done.blob);
      if (signal.aborted || number !== this.#pair.number) return;
      this.#show({ ...done, bitmap, key, isExact });
    } catch (error) {
      if (isCancelled(error) || signal.aborted) return;
      part("stage").classList.add("stale");
      part("empty").textContent = "This pair was refused.";
      showFault(error);
    } finally {
      part("stage").removeAttribute("aria-busy");
    }
  }

  #show(result) {
    this.#result = result;
    this.#stage.fused = result.bitmap;
    part("stage").classList.remove("stale");
    performance.mark("shown");
    hideFault();
    const found = ["first", "second"].flatMap((place) =>
      (this.#pair[place].facts.notes ?? []).map((note) => `${place}: ${note}`));
    showNotes([...new Set([...found, ...result.notes])]);
    this.#tell();
    this.#settle();
  }

  /** Once things are calm: the exact picture, the sources as they lie on it, a word about it. */
  #settle() {
    clearTimeout(this.#timer);
    const { bitmap, isExact } = this.#result;
    const { width, height } = bitmap;
    part("result").setAttribute(
      "aria-label", `Fused picture, ${width} by ${height}; compare, zoom and move it by keys`);
    this.#refreshSources();
    this.#timer = setTimeout(() => {
      if (!isExact) return this.update();
      say(`Fused, ${width} by ${height} pixels`);
    }, 300);
  }

  /** Sources are fetched anew where range or alignment changed alone. */
  #refreshSources() {
    const options = this.#wish();
    const key = this.#sourcesKey(options);
    if (options === null || key === this.#sources.key) return;
    this.#background.submit(async (signal) => {
      try {
        const found = await registeredSources(this.#service, this.#pair, options, signal);
        this.#sources = { key, ...found };
        this.#stage.sources = found;
        this.#thumbnails.shown = found;
        this.#tell();
      } catch (error) {
        if (!isCancelled(error)) showFault(error);
      }
    }, { urgent: true });
  }

  /** What the sources' places and looks depend on. */
  #sourcesKey(options) {
    const { align, points, range, "resize-second": resize } = options ?? {};
    return JSON.stringify([this.#pair.number, align, points, range, resize]);
  }

  async #score() {
    const [result, sources] = [this.#result, this.#sources];
    part("score").disabled = true;
    try {
      const metrics = await scoresOf(this.#service, this.#pair, sources, result.blob);
      if (result === this.#result) showScores(metrics);
      say("Scores are there");
    } catch (error) { showFault(error); }
    this.#tell();
  }

  #tell() {
    const { times = {}, whole } = this.#result ?? {};
    const stages = Object.entries(times).filter(([, time]) => time >= 0.5)
      .map(([name, time]) => `${name} ${Math.round(time)}`);
    part("timing").textContent = whole === undefined ? ""
      : `${Math.round(whole)} ms${stages.length > 0 ? ` (${stages.join(", ")})` : ""}`;
    const wish = this.#wish();
    const isReady = this.#result !== null && wish !== null;
    part("download").disabled = !isReady;
    part("score").disabled = !isReady || this.#sources.key !== this.#sourcesKey(wish);
  }
}
