// SPDX-License-Identifier: Apache-2.0
// How the second picture lies on the first one: as it is, found, by points, or by a rig.
import { part } from "./elements.js";
import { isCancelled } from "./fault.js";
import { formOf } from "./fusion.js";
import { Latest } from "./latest.js";
import { textOf } from "./points.js";
import { cornerMatches } from "./warp.js";

/** The choice of an alignment. Emits "change", and "fault" with an error. */
export class Alignment extends EventTarget {
  #service;
  #pair;
  #pointing;
  #search = new Latest(0);
  /** What /v1/align found, and whether it is used. */
  #found = null;
  #isUsed = false;

  constructor(service, pair, pointing) {
    super();
    this.#service = service;
    this.#pair = pair;
    this.#pointing = pointing;
    part("align").addEventListener("change", () => this.#choose());
    part("unsure-points").addEventListener("click", () => this.#set("points"));
    part("unsure-use").addEventListener("click", () => { this.#isUsed = true; this.#tell(); });
    pointing.addEventListener("use", () => this.dispatchEvent(new Event("change")));
  }

  get #mode() { return part("align").value; }

  /** Begins anew for another pair: those of two sizes have to be laid on each other. */
  reset() {
    this.#pointing.forget();
    const { isOneFile, isWhole } = this.#pair;
    for (const value of ["points", "resize"]) option(value).disabled = isOneFile;
    option("file").disabled = !isOneFile;
    this.#set(!isWhole || isOneFile || this.#pair.hasOneSize ? "none" : "auto");
  }

  /** What the service is asked for; null while that is not known yet. */
  get options() {
    const [kind, name] = this.#mode.split(/:(.*)/s);
    switch (kind) {
      case "auto":
        if (this.#pair.isOneFile) return { align: "auto" };
        return this.#isUsed ? { points: textOf(this.#corners) } : null;
      case "points": return this.#pointing.inUse ? { points: this.#pointing.points.text } : null;
      case "file": return { align: "file" };
      case "rig": return { align: name };
      case "resize": return { "resize-second": "true" };
      default: return {};
    }
  }

  /**
   * The same on the command line: `{ before, option }`, what `daefuse align` is told where it has to
   * run before, and what `daefuse fuse` is told. Null where that is not known yet.
   */
  get command() {
    const [kind, name] = this.#mode.split(/:(.*)/s);
    const rig = ["--align", "rig.json"];
    switch (kind) {
      case "auto":
        return this.#found && !this.#found.confident
          ? { before: ["--accept-unsure"], option: rig } : { option: ["--align", "auto"] };
      case "points": return this.#pointing.map && {
        before: ["--points", ...this.#pointing.points.text.split(" ")], option: rig,
      };
      case "file": return { option: ["--align", "file"] };
      case "rig": return { option: ["--align", `${name}.json`] };
      case "resize": return { option: ["--resize-second"] };
      default: return { option: [] };
    }
  }

  /** Points that stand for what was found: the search need not be done again for each picture. */
  get #corners() { return cornerMatches(this.#found.matrix.flat(), this.#pair.second); }

  #set(mode) {
    part("align").value = mode;
    this.#choose();
  }

  #choose() {
    this.#found = null;
    this.#isUsed = false;
    this.#pointing.active = this.#mode === "points";
    if (this.#mode === "auto" && this.#pair.isWhole && !this.#pair.isOneFile) this.#find();
    this.#tell();
  }

  #find() {
    const number = this.#pair.number;
    this.#search.submit(async (signal) => {
      try {
        const found = await this.#service.json("/v1/align", { form: formOf(this.#pair), signal });
        if (number !== this.#pair.number || this.#mode !== "auto") return;
        this.#found = found;
        this.#isUsed = found.confident;
        this.#tell();
      } catch (error) {
        if (isCancelled(error)) return;
        if (this.#mode === "auto") part("align-state").textContent = "Nothing was found.";
        this.dispatchEvent(new CustomEvent("fault", { detail: error }));
      }
    }, { urgent: true });
  }

  #tell() {
    if (this.#mode !== "points") part("align-state").textContent = this.#words();
    part("unsure").hidden = !this.#found || this.#isUsed;
    this.dispatchEvent(new Event("change"));
  }

  #words() {
    if (this.#mode !== "auto" || this.#pair.isOneFile) return "";
    if (!this.#found) return "Looking for it\u2026";
    const { confident, score, bound, covered } = this.#found;
    const numbers = `score ${score.toFixed(2)}, ${bound.toFixed(2)} is wanted; the second covers `
      + `${Math.round(100 * covered)} % of the first.`;
    if (confident) return `Sure: ${numbers}`;
    return `Not sure: ${numbers} Four points that you click are surer.`;
  }
}

const option = (value) => part("align").querySelector(`[value="${value}"]`);
