// SPDX-License-Identifier: Apache-2.0
// What was refused, and why.

/** A refusal with the words that a person is shown. */
export class Fault extends Error {
  constructor({ title, detail, status = 0, requestId = null }, retryAfter = 0) {
    super(detail || title);
    Object.assign(this, { title, detail: detail ?? "", status, requestId, retryAfter });
  }

  /** The same, with the name of the file that it is about. */
  about(name) {
    const { title, detail, status, requestId, retryAfter } = this;
    return new Fault({ title, detail: `${name}: ${detail}`, status, requestId }, retryAfter);
  }
}

/** The fault that an answer tells of: problem+json, or what else there is. */
export async function faultOf(response) {
  const text = await response.text();
  const retryAfter = Number(response.headers.get("Retry-After")) || 0;
  const status = response.status;
  try {
    const { title, detail, requestId } = JSON.parse(text);
    return new Fault({ title: title ?? `Status ${status}`, detail, status, requestId }, retryAfter);
  } catch {
    return new Fault({ title: `Status ${status}`, detail: text.slice(0, 300), status }, retryAfter);
  }
}

/** Whether somebody cancelled, which is no fault. */
export const isCancelled = (error) => error?.name === "AbortError";
