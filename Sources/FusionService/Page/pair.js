// SPDX-License-Identifier: Apache-2.0
// The two pictures.
import { Fault } from "./fault.js";
import { Source } from "./source.js";
import { areSwapped } from "./which.js";

/** The pair: `first` and `second` are sources, or null where one is still missing. */
export class Pair extends EventTarget {
  first = null;
  second = null;
  /** True for one file that holds both. */
  isOneFile = false;
  /** Counts the pairs: what belongs to an older number is out of date. */
  number = 0;
  #service;
  #limits = null;
  #taken = Promise.resolve();

  constructor(service) {
    super();
    this.#service = service;
  }

  get isWhole() { return this.first !== null && this.second !== null; }

  get hasOneSize() {
    return this.first.width === this.second.width && this.first.height === this.second.height;
  }

  /** What the service takes, to refuse larger files before they are sent. */
  set limits(limits) { this.#limits = limits; }

  /**
   * Takes files, one call after the other: `place` is "first" or "second" for one alone, else they
   * are sorted out.
   */
  take(files, place = null) {
    const taken = this.#taken.then(() => this.#take(files, place));
    this.#taken = taken.catch(() => {});
    return taken;
  }

  async #take(files, place) {
    const [one, other] = await Promise.all(files.slice(0, 2).map((file) => this.#inspect(file)));
    if (other) {
      const swapped = areSwapped(one, other);
      const [first, second] = swapped ? [other, one] : [one, other];
      return this.#set(first, await second.asSecond(), swapped);
    }
    if (one.isPair && place !== "second") return this.#set(one, await one.asSecond(), false, true);
    if (place === "first") return this.#set(one, this.isOneFile ? null : this.second);
    if (place === "second") return this.#set(this.isOneFile ? null : this.first, await one.asSecond());
    return this.isWhole || !this.first
      ? this.#set(one, null) : this.#set(this.first, await one.asSecond());
  }

  /** The other way round. */
  swap() { if (!this.isOneFile) this.#set(this.second, this.first); }

  async #inspect(file) {
    const most = this.#limits?.partBytes;
    if (most && file.size > most) {
      throw new Fault({
        title: "Too large", detail: `${file.name}: ${file.size} bytes; ${most} at most are taken`,
      });
    }
    try {
      return await Source.inspect(this.#service, file);
    } catch (error) {
      throw error instanceof Fault ? error.about(file.name) : error;
    }
  }

  #set(first, second, guessed = false, isOneFile = false) {
    Object.assign(this, { first, second, isOneFile, number: this.number + 1 });
    this.dispatchEvent(new CustomEvent("change", { detail: { guessed } }));
  }
}
