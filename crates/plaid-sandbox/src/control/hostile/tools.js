// What all attempts share: how they end, and waiting.

export const PATIENCE_MS = 1000;

/** Long enough for a navigation within the computer to take the page away. */
export const NAVIGATION_MS = 300;

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves to `refused` where `attempt` throws, never answers, or is turned away by the host's access list. */
export async function tried(attempt, patienceMs) {
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

/** If the navigation worked, this page and its list are gone, which a test sees just as well. */
export async function navigate(address) {
  location.href = address;
  await wait(NAVIGATION_MS);
  return "refused";
}

/** Whether a frame goes to the address: one that stays where it was lets its page be looked into. */
export async function navigateFrame(address) {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  frame.src = address;
  await wait(NAVIGATION_MS);
  const stayed = frame.contentDocument?.location.href === "about:blank";
  frame.remove();
  return stayed ? "refused" : "reached";
}

/** Whether a window opens at the address. */
export async function openWindow(address) {
  const opened = window.open(address);
  await wait(NAVIGATION_MS);
  if (opened === null) return "refused";
  opened.close();
  return "reached";
}
