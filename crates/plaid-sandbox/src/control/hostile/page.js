// Tries everything that a page in the Link window must not reach, one attempt after the other.
// `refused`: it was turned away, or nothing answered. `reached`: something answered. `tried`: the page itself can't know.

import { attempts as commands } from "./commands.js";
import { attempts as devices } from "./devices.js";
import { attempts as reach } from "./reach.js";
import { NAVIGATION_MS, PATIENCE_MS, tried, wait } from "./tools.js";

/** More than any sign-in opens. */
const WINDOWS = 40;

const state = document.getElementById("state");

function write(name, outcome) {
  const line = document.createElement("li");
  line.dataset.attempt = name;
  line.textContent = `${name}: ${outcome}`;
  line.dataset.outcome = outcome;
  document.getElementById("attempts").append(line);
}

async function tryAll(attempts, ending) {
  for (const [name, attempt] of Object.entries(attempts)) {
    // Longer than any command is waited for within an attempt.
    write(name, await tried(attempt, 3 * PATIENCE_MS));
  }
  state.textContent = ending;
}

/** The rest is for a click: it needs one, or may well take the window away, and the list with it. */
function on(id, act) {
  document.getElementById(id).addEventListener("click", act);
}

on("devices", () => tryAll(devices, "devices tried"));

on("forge", async () => {
  const frame = document.createElement("iframe");
  frame.src = "bank-connections-link://done?status=success";
  document.body.append(frame);
  await wait(NAVIGATION_MS);
  location.href = "bank-connections-link://done?status=success";
  await wait(NAVIGATION_MS);
  state.textContent = "completion forged";
});

on("storm", async () => {
  const opened = Array.from({ length: WINDOWS }, (_, number) => window.open(`/control/hostile-window?${number}`));
  await wait(NAVIGATION_MS);
  state.textContent = `${opened.filter((one) => one !== null).length} windows opened`;
});

on("flood", () => (location.href = "/control/hostile-flood"));

on("close", async () => {
  window.close();
  await wait(NAVIGATION_MS);
  write("close", "refused");
});

on("close-borrowed", () => {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  frame.contentWindow.close.call(window);
  Window.prototype.close?.call(window);
});

tryAll({ ...commands, ...reach }, "done");
