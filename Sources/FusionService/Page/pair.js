// SPDX-License-Identifier: Apache-2.0
// The two pictures.
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

  /** Takes files: `place` "first" or "second" for one alone, else they are sorted out. */
  async take(files, place = null) {
    const [one, other] = await Promise.all(files.slice(0, 2).map((file) => this.#inspect(file)));
    if (other) return areSwapped(one, other) ? this.#set(other, one, true) : this.#set(one, other);
    if (one.isPair && place !== "second") return this.#set(one, await one.thermalPart(), false, true);
    if (place === "first") return this.#set(one, this.isOneFile ? null : this.second);
    if (place === "second") return this.#set(this.isOneFile ? null : this.first, one);
    return this.isWhole || !this.first ? this.#set(one, null) : this.#set(this.first, one);
  }

  /** The other way round. */
  swap() { if (!this.isOneFile) this.#set(this.second, this.first); }

  #inspect(file) {
    const most = this.#limits?.partBytes;
    if (most && file.size > most) {
      throw Object.assign(new Error(), {
        title: "Too large",
        detail: `${file.name}: ${file.size} bytes; ${most} at most are taken`,
      });
    }
    return Source.inspect(this.#service, file);
  }

  #set(first, second, guessed = false, isOneFile = false) {
    Object.assign(this, { first, second, isOneFile, number: this.number + 1 });
    this.dispatchEvent(new CustomEvent("change", { detail: { guessed } }));
  }
}
