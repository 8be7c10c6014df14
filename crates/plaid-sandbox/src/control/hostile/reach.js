// Files of the user, pages of the application, schemes of other programs, and the disk.

import { NAVIGATION_MS, navigate, navigateFrame, openWindow, wait } from "./tools.js";

const FILE = "file:///etc/passwd";
const APPLICATION = "tauri://localhost/index.html";
const ASSET = "asset://localhost/etc/passwd";
const DATA = "data:text/html,<h1>data</h1>";

/** Put together here, so that it is found in no copy of this script. */
const DOWNLOADED = ["hostile", "download"].join("-");

const blob = () => URL.createObjectURL(new Blob([DOWNLOADED], { type: "text/html" }));

const fetched = (address) => fetch(address).then((answer) => (answer.ok ? "reached" : "refused"));

/** The older way to ask, which has rules of its own for files. */
const requested = (address) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.addEventListener("load", () => resolve("reached"));
    request.addEventListener("error", () => resolve("refused"));
    request.open("GET", address);
    request.send();
  });

/** Whether an element that loads something from the address gets it. */
function loaded(tag, address) {
  return new Promise((resolve) => {
    const element = document.createElement(tag);
    element.addEventListener("load", () => resolve("reached"));
    element.addEventListener("error", () => resolve("refused"));
    element.src = address;
    document.body.append(element);
  });
}

async function clicked(address, name) {
  const link = document.createElement("a");
  link.href = address;
  if (name) link.download = name;
  document.body.append(link);
  link.click();
  await wait(NAVIGATION_MS);
  return "tried";
}

export const attempts = {
  "read-file": () => fetched(FILE),
  "read-file-by-request": () => requested(FILE),
  "read-asset": () => fetched(ASSET),
  "read-application": () => fetched(APPLICATION),
  "script-of-application": () => loaded("script", APPLICATION),
  "script-of-file": () => loaded("script", FILE),

  "frame-file": () => navigateFrame(FILE),
  "frame-application": () => navigateFrame(APPLICATION),
  "frame-asset": () => navigateFrame(ASSET),
  "frame-plaidlink": () => navigateFrame("plaidlink://connected"),

  file: () => navigate(FILE),
  application: () => navigate(APPLICATION),
  "application-on-the-web": () => navigate("http://tauri.localhost/index.html"),
  asset: () => navigate(ASSET),
  data: () => navigate(DATA),
  blob: () => navigate(blob()),
  plaidlink: () => navigate("plaidlink://connected?public_token=forged"),
  mailto: () => navigate("mailto:help@bank.example"),
  "view-source": () => navigate(`view-source:${location.href}`),

  "window-file": () => openWindow(FILE),
  "window-application": () => openWindow(APPLICATION),
  "window-data": () => openWindow(DATA),
  "window-plaidlink": () => openWindow("plaidlink://connected"),

  // The page can't know what becomes of a download. A test looks at the disk.
  "download-link": () => clicked("/control/hostile-download", `${DOWNLOADED}.bin`),
  "download-attachment": () => clicked("/control/hostile-download"),
  "download-blob": () => clicked(blob(), `${DOWNLOADED}.html`),
  "download-data": () => clicked(`data:text/plain,${DOWNLOADED}`, `${DOWNLOADED}.txt`),
  "download-in-frame": async () => {
    const frame = document.createElement("iframe");
    frame.src = "/control/hostile-download";
    document.body.append(frame);
    await wait(NAVIGATION_MS);
    frame.remove();
    return "tried";
  },
};
