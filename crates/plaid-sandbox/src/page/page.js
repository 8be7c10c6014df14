// The little that a form can't do: opens the bank's window, notices that the page on screen is over, and goes back to
// the application at the end. Everything else works without it.
"use strict";

const WATCH_MS = 700;

/** Goes back to the application. Where nobody takes the address up, this page simply stays. */
function complete() {
  const completion = document.querySelector("[data-completion]");
  if (completion && window.top === window) location.assign(completion.dataset.completion);
}

/** Loads the page anew once the session has moved on: in the bank's window, or because its time was over. */
function watch() {
  const watched = document.querySelector("[data-watch]");
  if (!watched) return;
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(watched.dataset.watch, { cache: "no-store" });
      const { state } = await answer.json();
      if (state === watched.dataset.state) return;
      clearInterval(timer);
      location.reload();
    } catch {
      // The simulator is gone or restarting. The next look tells.
    }
  }, WATCH_MS);
}

/** Opens the bank's page in a window of its own instead of a tab. */
function popUp() {
  const form = document.querySelector("form[data-popup]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const opened = window.open(form.action, "bank", "popup,width=480,height=720");
    document.querySelector("[data-waiting]").hidden = !opened;
    document.querySelector("[data-blocked]").hidden = Boolean(opened);
  });
}

/** The bank's window closes itself when its work is done. */
function closeWhenDone() {
  if (document.querySelector("[data-close]")) window.close();
}

popUp();
watch();
complete();
closeWhenDone();
