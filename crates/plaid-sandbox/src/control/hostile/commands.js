// Commands and events of the host, asked for in every way that there is to speak to it.

import { PATIENCE_MS, tried, wait } from "./tools.js";

// Arguments that each command would take: one that is let in must not be turned away for what it was given.
const COMMANDS = {
  application: () => ({}),
  bank_connections: () => ({}),
  results: () => ({}),
  request_quit: () => ({}),
  "plugin:window|close": () => ({}),
  "plugin:opener|open_url": () => ({ url: "https://bank.example/" }),
  "plugin:opener|open_path": () => ({ path: "/etc/passwd" }),
};

const EVENTS = {
  "plugin:event|emit": () => ({ event: "changed", payload: null }),
  "plugin:event|emit_to": () => ({ target: { kind: "Any" }, event: "changed", payload: null }),
};

const LISTENING = {
  "plugin:event|listen": () => ({ event: "changed", target: { kind: "Any" }, handler: numbered(() => {}) }),
};

/** One command that answers is enough. */
async function anyCommand(invoke, commands = COMMANDS) {
  const attempts = Object.entries(commands).map(([command, args]) => tried(() => invoke(command, args()), PATIENCE_MS));
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
function rawMessage(key, command, args, from = window) {
  return new Promise((resolve, reject) => {
    const message = {
      cmd: command,
      callback: numbered(resolve),
      error: numbered(reject),
      payload: args,
      options: { customProtocolIpcBlocked: true },
      __TAURI_INVOKE_KEY__: key,
    };
    const host = from.ipc ?? from.webkit?.messageHandlers.ipc ?? from.chrome.webview;
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

/** Tries commands with the key of the host, once that is known. */
async function withKey(invoke, commands) {
  key ??= await stolenKey();
  return anyCommand(invoke(key), commands);
}

/** Tries commands by the host's own script, and below it. */
async function inEveryWay(commands) {
  const outcomes = [
    await anyCommand((command, args) => window.__TAURI_INTERNALS__.invoke(command, args), commands),
    await withKey((key) => (command, args) => rawMessage(key, command, args), commands),
    await withKey((key) => (command, args) => rawFetch("ipc://localhost", key, command, args), commands),
  ];
  return outcomes.includes("reached") ? "reached" : "refused";
}

/** A frame has scripts of the host of its own, or none. Both ways out of it are tried. */
async function fromFrame() {
  const frame = document.createElement("iframe");
  frame.srcdoc = "<p>A frame</p>";
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  const inside = frame.contentWindow;
  const outcomes = [
    await anyCommand((command, args) => inside.__TAURI_INTERNALS__.invoke(command, args)),
    await withKey((key) => (command, args) => rawMessage(key, command, args, inside)),
  ];
  frame.remove();
  return outcomes.includes("reached") ? "reached" : "refused";
}

/** An address of this scheme runs within the page, and must be no more than the page. */
async function fromJavascriptAddress() {
  const outcome = new Promise((resolve) => (window.ofJavascriptAddress = resolve));
  location.href =
    "javascript:void window.__TAURI_INTERNALS__?.invoke?.('application').then(" +
    "() => window.ofJavascriptAddress('reached'), () => window.ofJavascriptAddress('refused'))";
  return Promise.race([outcome, wait(PATIENCE_MS).then(() => "refused")]);
}

export const attempts = {
  global: () => anyCommand((command, args) => window.__TAURI__.core.invoke(command, args)),
  invoke: () => anyCommand((command, args) => window.__TAURI_INTERNALS__.invoke(command, args)),
  "raw-message": () => withKey((key) => (command, args) => rawMessage(key, command, args)),
  "raw-fetch": () => withKey((key) => (command, args) => rawFetch("ipc://localhost", key, command, args)),
  "raw-fetch-http": () => withKey((key) => (command, args) => rawFetch("http://ipc.localhost", key, command, args)),
  listen: () => inEveryWay(LISTENING),
  emit: () => inEveryWay(EVENTS),
  frame: fromFrame,
  javascript: fromJavascriptAddress,
};
