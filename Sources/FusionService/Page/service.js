// SPDX-License-Identifier: Apache-2.0
// Calls to the service that this page came from.
import { Fault, faultOf, isCancelled } from "./fault.js";

/** The service. The token lives here, in memory alone. */
export class Service {
  #token = null;
  #asking = null;
  #ask;

  /** `ask(refused)` gets the token from a person; null where it is not given. */
  constructor(ask) { this.#ask = ask; }

  /** The answer to a call; throws a `Fault` where it is refused. */
  async call(path, { form, signal } = {}) {
    for (;;) {
      const token = this.#token;
      const response = await this.#send(path, form, signal, token);
      if (response.ok) return response;
      const fault = await faultOf(response);
      if (response.status !== 401) throw fault;
      if (token === this.#token && !await this.#newToken(token !== null)) throw fault;
    }
  }

  /** The JSON of an answer. */
  async json(path, options) { return (await this.call(path, options)).json(); }

  async #send(path, body, signal, token) {
    const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
    const method = body ? "POST" : "GET";
    try {
      return await fetch(path, { method, body, headers, signal, credentials: "omit" });
    } catch (error) {
      if (isCancelled(error)) throw error;
      throw new Fault({
        title: "No answer", detail: `the service at ${location.host} cannot be reached`,
      });
    }
  }

  /** Asks once, however many calls were refused. */
  async #newToken(refused) {
    this.#asking ??= this.#ask(refused).then((token) => {
      this.#asking = null;
      if (token !== null) this.#token = token;
      return token !== null;
    });
    return this.#asking;
  }
}

/** The notes of an answer: what was guessed or warned of. */
export function notesOf(response) {
  try {
    return JSON.parse(decodeURIComponent(response.headers.get("Daefuse-Notes") ?? "%5B%5D"));
  } catch {
    return [];
  }
}

/** Milliseconds by stage of an answer, as Server-Timing tells. */
export function timesOf(response) {
  const stages = (response.headers.get("Server-Timing") ?? "").split(",");
  return Object.fromEntries(stages.map((stage) => {
    const [name, ...rest] = stage.trim().split(";");
    const duration = rest.find((word) => word.trim().startsWith("dur="));
    return [name, Number(duration?.trim().slice(4) ?? 0)];
  }).filter(([name]) => name !== ""));
}
