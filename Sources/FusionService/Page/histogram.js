// SPDX-License-Identifier: Apache-2.0
// The second picture's histogram, with handles for what is shown black and white.
import { draw, part } from "./elements.js";
import { unitSuffix } from "./source.js";

/** Where a range comes from, in words. */
const origins = { type: "The whole range of its type", found: "The range that its pixels use" };

/** The histogram. Emits "change" where a handle has moved. */
export class Histogram extends EventTarget {
  #facts = null;
  #digits = 0;

  constructor() {
    super();
    for (const end of ["low", "high"]) {
      part(`range-${end}`).addEventListener("input", () => this.#move(end));
    }
    part("range-found").addEventListener("click", () => this.#reset());
  }

  /** Shows the facts that `/v1/inspect` gave; null for none. */
  show(facts) {
    this.#facts = facts;
    const { low = 0, high = 1 } = facts?.histogram ?? {};
    const least = Math.min(low, facts?.range.low ?? low);
    const most = Math.max(high, facts?.range.high ?? high);
    // Some hundred steps, each a round number.
    const digits = Math.max(0, -Math.floor(Math.log10((most - least) / 200 || 1)));
    const step = 10 ** -digits;
    this.#digits = digits;
    const [min, max] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
    for (const id of ["range-low", "range-high"]) {
      Object.assign(part(id), { min, max, step, disabled: !facts });
    }
    this.#place();
  }

  /** "LOW:HIGH" where somebody has moved a handle; null for what was found. */
  get range() {
    const range = this.#facts?.range;
    if (!range) return null;
    const [low, high] = this.#values;
    const [found, top] = [this.#snap("low", range.low), this.#snap("high", range.high)];
    return low === found && high === top
      ? null : `${low.toFixed(this.#digits)}:${high.toFixed(this.#digits)}`;
  }

  get #values() { return ["low", "high"].map((end) => Number(part(`range-${end}`).value)); }

  /** What a handle makes of a value: it goes in steps. */
  #snap(end, value) {
    const input = part(`range-${end}`).cloneNode();
    input.value = value;
    return Number(input.value);
  }

  #place() {
    const range = this.#facts?.range;
    part("range-low").value = range?.low ?? 0;
    part("range-high").value = range?.high ?? 1;
    part("range-how").textContent = origins[range?.how] ?? range?.how ?? "";
    this.#draw();
  }

  #reset() {
    this.#place();
    this.dispatchEvent(new Event("change"));
  }

  /** A handle stays on its own side of the other. */
  #move(end) {
    const input = part(`range-${end}`);
    const [low, high] = this.#values;
    const step = Number(input.step);
    if (low >= high) input.value = end === "low" ? high - step : low + step;
    this.#draw();
    this.dispatchEvent(new Event("change"));
  }

  #draw() {
    const [low, high] = this.#values;
    const unit = unitSuffix(this.#facts?.unit);
    const show = (value) => value.toFixed(this.#digits).replace("-", "\u2212");
    part("range-value").textContent = this.#facts ? `${show(low)} to ${show(high)}${unit}` : "";
    for (const [id, value] of [["range-low", low], ["range-high", high]]) {
      part(id).setAttribute("aria-valuetext", show(value) + unit);
    }
    part("range-found").disabled = this.range === null;
    part("histogram").replaceChildren(...this.#bars(low, high));
  }

  /** A bar a class, high by the square root of its count, for few pixels may matter. */
  #bars(low, high) {
    const { counts, low: begin, high: end } = this.#facts?.histogram ?? { counts: [] };
    const [from, to] = [Number(part("range-low").min), Number(part("range-low").max)];
    const across = (value) => 256 * (value - from) / ((to - from) || 1);
    const most = Math.sqrt(Math.max(...counts, 1));
    const width = (end - begin) / counts.length;
    return counts.flatMap((count, index) => {
      if (count === 0) return [];
      const left = begin + index * width;
      const height = Math.max(60 * Math.sqrt(count) / most, 1);
      const inside = left + width / 2 >= low && left + width / 2 <= high;
      return [draw("rect", {
        x: across(left), width: Math.max(across(left + width) - across(left), 0.3),
        y: 64 - height, height, class: inside ? "inside" : "count",
      })];
    });
  }
}
