// SPDX-License-Identifier: Apache-2.0
// The question for the token.
import { part } from "./elements.js";

/** Asks for the token; `refused` where one was given and not taken. Null where it is not given. */
export function askForToken(refused) {
  const [dialog, value] = [part("token"), part("token-value")];
  if (refused) part("token-state").textContent = "That token was not taken. Please try again.";
  value.value = "";
  dialog.showModal();
  value.focus();
  return new Promise((resolve) => {
    let token = null;
    const give = () => {
      if (value.value.trim() === "") return value.focus();
      token = value.value.trim();
      dialog.close();
    };
    part("token-send").onclick = give;
    value.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); give(); } };
    part("token-cancel").onclick = () => dialog.close();
    dialog.onclose = () => { value.value = ""; resolve(token); };
  });
}
