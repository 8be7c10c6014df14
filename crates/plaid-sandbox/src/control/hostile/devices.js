// What a page has to ask the user for, elsewhere. Here there is nobody who would be asked.

/** The position, or why there is none. Only a denial is a refusal: a computer that does not know where it is says so too. */
const position = () =>
  new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      () => resolve("reached"),
      (reason) => resolve(reason.code === reason.PERMISSION_DENIED ? "refused" : "reached"),
    );
  });

/** A stream, or why there is none. That no device was found is told only to who would have been given it. */
async function stream(ask) {
  try {
    await ask(navigator.mediaDevices);
    return "reached";
  } catch (reason) {
    return reason.name === "NotFoundError" ? "reached" : "refused";
  }
}

async function notification() {
  const answer = await Notification.requestPermission();
  return answer === "granted" ? "reached" : "refused";
}

function pasted() {
  const field = document.createElement("textarea");
  document.body.append(field);
  field.focus();
  const allowed = document.execCommand("paste");
  const text = field.value;
  field.remove();
  return allowed || text !== "" ? "reached" : "refused";
}

async function fullScreen() {
  await document.documentElement.requestFullscreen();
  await document.exitFullscreen();
  return "reached";
}

export const attempts = {
  geolocation: position,
  camera: () => stream((devices) => devices.getUserMedia({ video: true })),
  microphone: () => stream((devices) => devices.getUserMedia({ audio: true })),
  screen: () => stream((devices) => devices.getDisplayMedia()),
  "clipboard-read": () => navigator.clipboard.readText().then(() => "reached"),
  "clipboard-paste": async () => pasted(),
  notification,
  "full-screen": fullScreen,
};
