// Tries everything that a page in the Link window must not reach, one attempt after the other.
// `refused`: it was turned away, or nothing answered. `reached`: something answered. `tried`: the page itself can't know.
"use strict";

const PATIENCE_MS = 1000;

// Arguments that each command would take: one that is let in must not be turned away for what it was given.
const COMMANDS = {
  application: () => ({}),
  bank_connections: () => ({}),
  results: () => ({}),
  request_quit: () => ({}),
  "plugin:window|close": () => ({}),
  "plugin:event|emit": () => ({ event: "changed", payload: null }),
  "plugin:event|listen": () => ({ event: "changed", target: { kind: "Any" }, handler: numbered(() => {}) }),
};

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves to `refused` where `attempt` throws, never answers, or is turned away by the host's access list. */
async function tried(attempt, patienceMs) {
  try {
    const answer = await Promise.race([attempt(), wait(patienceMs).then(() => "refused")]);
    return answer === "refused" || answer === "tried" ? answer : "reached";
  } catch (reason) {
    return isRefusal(reason) ? "refused" : "reached";
  }
}

/** A command that fails has been reached all the same. Only the page's own errors and the access list's words are not it. */
function isRefusal(reason) {
  return reason instanceof Error || /not allowed|denied/.test(String(reason));
}

/** One command that answers is enough. */
async function anyCommand(invoke) {
  const attempts = Object.entries(COMMANDS).map(([command, args]) => tried(() => invoke(command, args()), PATIENCE_MS));
  const outcomes = await Promise.all(attempts);
  return outcomes.includes("reached") ? "reached" : "refused";
}

// The host answers a message by calling `__TAURI_INTERNALS__.runCallback(number, answer)`, which knows only the numbers
// that `transformCallback` gave out. Where the host's script is gone, a place of our own takes the calls.
const ownCallbacks = new Map();
if (!window.__TAURI_INTERNALS__) {
  window.__TAURI_INTERNALS__ = { runCallback: (number, answer) => ownCallbacks.get(number)?.(answer) };
}

/** A number by which the host can call the function. */
function numbered(callback) {
  const register = window.__TAURI_INTERNALS__.transformCallback;
  if (register) return register(callback, true);
  const number = crypto.getRandomValues(new Uint32Array(1))[0];
  ownCallbacks.set(number, callback);
  return number;
}

let key = null;

/**
 * The key without which the host does not even look at a message. It is nowhere to be read, but the host's script has to
 * send it: in a header of `fetch`, or where that fails in the JSON of a message. So one honest call is listened to.
 */
async function stolenKey() {
  const { fetch, JSON } = window;
  const stringify = JSON.stringify;
  let seen = null;
  window.fetch = (address, options) => {
    seen ??= new Headers(options?.headers).get("Tauri-Invoke-Key");
    return fetch(address, options);
  };
  JSON.stringify = (value, ...rest) => {
    seen ??= value?.__TAURI_INVOKE_KEY__ ?? null;
    return stringify(value, ...rest);
  };
  try {
    await tried(() => window.__TAURI_INTERNALS__.invoke("application"), PATIENCE_MS);
  } finally {
    window.fetch = fetch;
    JSON.stringify = stringify;
  }
  return seen ?? "guessed";
}

/** Speaks to the host below its own script, by message. The host answers by calling one of two numbered functions. */
function rawMessage(key, command, args) {
  return new Promise((resolve, reject) => {
    const message = {
      cmd: command,
      callback: numbered(resolve),
      error: numbered(reject),
      payload: args,
      options: { customProtocolIpcBlocked: true },
      __TAURI_INVOKE_KEY__: key,
    };
    const host = window.ipc ?? window.webkit?.messageHandlers.ipc ?? window.chrome.webview;
    host.postMessage(JSON.stringify(message));
  });
}

/** The same by `fetch`. The host answers in the response. */
async function rawFetch(origin, key, command, args) {
  const [done, failed] = [numbered(() => {}), numbered(() => {})];
  const answer = await fetch(`${origin}/${encodeURIComponent(command)}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Tauri-Callback": done,
      "Tauri-Error": failed,
      "Tauri-Invoke-Key": key,
    },
    body: JSON.stringify(args),
  });
  // Without this header it is not the command that answers, but somebody who could not make sense of the request.
  const verdict = answer.headers.get("Tauri-Response");
  if (verdict === "error") throw await answer.text();
  return verdict === "ok" ? "reached" : "refused";
}

/** Tries every command with the key of the host, once that is known. */
async function withKey(invoke) {
  key ??= await stolenKey();
  return anyCommand(invoke(key));
}

/** If the navigation worked, this page and its list are gone, which a test sees just as well. */
async function navigate(address) {
  location.href = address;
  await wait(PATIENCE_MS / 2);
  return "refused";
}

const attempts = {
  global: () => anyCommand((command, args) => window.__TAURI__.core.invoke(command, args)),
  invoke: () => anyCommand((command, args) => window.__TAURI_INTERNALS__.invoke(command, args)),
  "raw-message": () => withKey((key) => (command, args) => rawMessage(key, command, args)),
  "raw-fetch": () => withKey((key) => (command, args) => rawFetch("ipc://localhost", key, command, args)),
  "raw-fetch-http": () => withKey((key) => (command, args) => rawFetch("http://ipc.localhost", key, command, args)),
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
