// Tries everything that a page in the Link window must not reach, one attempt after the other.
// `refused`: it was turned away, or nothing answered. `reached`: something answered. `tried`: the page itself can't know.
"use strict";

const PATIENCE_MS = 1000;
const COMMANDS = ["application", "bank_connections", "results", "request_quit", "plugin:window|close", "plugin:event|emit"];

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves to `refused` where `attempt` throws, rejects or never answers. */
async function tried(attempt, patienceMs) {
  try {
    const answer = await Promise.race([attempt(), wait(patienceMs).then(() => "refused")]);
    return answer === "refused" || answer === "tried" ? answer : "reached";
  } catch {
    return "refused";
  }
}

/** One command that answers is enough. */
async function anyCommand(invoke) {
  const outcomes = await Promise.all(COMMANDS.map((command) => tried(() => invoke(command), PATIENCE_MS)));
  return outcomes.includes("reached") ? "reached" : "refused";
}

/** A number by which the host can call the function: registered where the host's script has a place for it. */
function numbered(callback) {
  const register = window.__TAURI_INTERNALS__?.transformCallback;
  if (register) return register(callback, true);
  const number = Math.floor(Math.random() * 2 ** 31);
  window[`_${number}`] = callback;
  return number;
}

/** Speaks to the host below Tauri's own script. The host answers by calling one of two numbered functions. */
function rawMessage(command) {
  return new Promise((resolve, reject) => {
    const [done, failed] = [numbered(resolve), numbered(reject)];
    const key = window.__TAURI_INTERNALS__?.__TAURI_INVOKE_KEY__ ?? "guessed";
    const message = { cmd: command, callback: done, error: failed, payload: {}, options: {}, __TAURI_INVOKE_KEY__: key };
    window.webkit.messageHandlers.ipc.postMessage(JSON.stringify(message));
  });
}

async function rawFetch(origin, command) {
  const answer = await fetch(`${origin}/${encodeURIComponent(command)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Tauri-Callback": "1", "Tauri-Error": "2", "Tauri-Invoke-Key": "guessed" },
    body: "{}",
  });
  return answer.ok && answer.headers.get("Tauri-Response") !== "error" ? "reached" : "refused";
}

/** If the navigation worked, this page and its list are gone, which a test sees just as well. */
async function navigate(address) {
  location.href = address;
  await wait(PATIENCE_MS / 2);
  return "refused";
}

const attempts = {
  global: () => anyCommand((command) => window.__TAURI__.core.invoke(command)),
  invoke: () => anyCommand((command) => window.__TAURI_INTERNALS__.invoke(command)),
  "raw-message": () => anyCommand(rawMessage),
  "raw-fetch": () => anyCommand((command) => rawFetch("ipc://localhost", command)),
  "raw-fetch-http": () => anyCommand((command) => rawFetch("http://ipc.localhost", command)),
  "read-file": () => fetch("file:///etc/passwd").then((answer) => answer.text()),
  "read-asset": () => fetch("asset://localhost/etc/passwd").then((answer) => (answer.ok ? "reached" : "refused")),
  "read-application": () => fetch("tauri://localhost/index.html").then((answer) => (answer.ok ? "reached" : "refused")),
  file: () => navigate("file:///etc/passwd"),
  application: () => navigate("tauri://localhost/index.html"),
  data: () => navigate("data:text/html,<h1>data</h1>"),
  download: async () => {
    const link = document.createElement("a");
    link.href = "/control/hostile-download";
    link.download = "hostile-download.bin";
    document.body.append(link);
    link.click();
    await wait(PATIENCE_MS / 2);
    return "tried";
  },
};

function write(name, outcome) {
  const line = document.createElement("li");
  line.dataset.attempt = name;
  line.textContent = outcome;
  document.getElementById("attempts").append(line);
}

// Closing comes on demand only: it may well take the window away, and the list with it.
document.getElementById("close").addEventListener("click", async () => {
  window.close();
  await wait(PATIENCE_MS / 2);
  write("close", "refused");
});

async function tryAll() {
  for (const [name, attempt] of Object.entries(attempts)) {
    // Longer than any command is waited for within an attempt.
    write(name, await tried(attempt, 3 * PATIENCE_MS));
  }
  document.getElementById("state").textContent = "done";
}

tryAll();
