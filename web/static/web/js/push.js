// Pushes on this device: offered where they make sense, asked for by a button alone, ended with the session.
// What this browser was told to do stands in its storage: for whom, at which address, and when it was last said.

const DAY = 86_400_000;
const LATER = 30 * DAY;
const offer = document.getElementById("push-offer");
const { me, csrf } = document.body.dataset;
const { key } = offer.dataset;
const able = Boolean(key) && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const kept = () => JSON.parse(localStorage.getItem("topin-push") ?? "{}");
const pause = `topin-push-later:${me}`;
const rest = (ms) => localStorage.setItem(pause, Date.now() + ms);
const rests = () => Date.now() < Number(localStorage.getItem(pause));
let held = null; // the browser's subscription

function api(method, path = "", body = undefined) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  return fetch(`/api/notifications/devices${path}`, { method, headers, body: body && JSON.stringify(body) }).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.status === 204 ? null : answer.json();
  });
}

function state() {
  if (!able) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && held && kept().me === me ? "on" : "off";
}

// A card shows the state that it has words for; one that only asks waits for another time when it was put off.
function show() {
  const now = state();
  for (const card of document.querySelectorAll("[data-push]")) {
    const parts = [...card.querySelectorAll("[data-push-state]")];
    for (const part of parts) part.hidden = part.dataset.pushState !== now;
    const asks = Boolean(card.querySelector("[data-push-later]"));
    card.hidden = !parts.some((part) => !part.hidden) || (asks && rests());
  }
}

// -- On and off ---------------------------------------------------------------------------------------

async function register() {
  const { id } = await api("POST", "", { provider: "webpush", subscription: held.toJSON() });
  localStorage.setItem("topin-push", JSON.stringify({ me, id, endpoint: held.endpoint, at: Date.now() }));
}

async function turnOn() {
  if ((await Notification.requestPermission()) === "denied") showToast(offer.dataset.denied);
  if (Notification.permission !== "granted") return show();
  const { pushManager } = await navigator.serviceWorker.ready;
  await held?.unsubscribe(); // it may be of another key
  held = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await register();
  showToast(offer.dataset.on);
  leave();
}

async function turnOff() {
  const { id } = kept();
  forget();
  if (id) await api("DELETE", `/${id}`).catch(() => {}); // it may be gone
  showToast(offer.dataset.off);
  leave();
}

// Without waiting for anything: the page may be going.
function forget() {
  localStorage.removeItem("topin-push");
  held?.unsubscribe().catch(() => {});
  held = null;
}

// The list of devices, where there is one, is the server's: it comes with the page.
function leave() {
  document.querySelector(".push-offer")?.remove();
  if (document.getElementById("this-device")) location.reload();
  else show();
}

// -- Once a page --------------------------------------------------------------------------------------

// Whoever is signed in now asked for it, or it ends; and the server hears of it now and then, lest it forget us.
async function check() {
  held = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
  const was = kept();
  if (held && was.me !== me) return forget();
  if (!held || Notification.permission !== "granted") return;
  const isHere = document.getElementById("this-device")?.matches("[data-has-device]");
  if (isHere === undefined && was.endpoint === held.endpoint && Date.now() - was.at < DAY) return;
  const isKnown = isHere ?? (await api("GET")).items.some(({ current }) => current);
  if (isKnown) await register();
  else forget(); // it was removed elsewhere
}

// -- Where it makes sense -----------------------------------------------------------------------------

function propose() {
  if (state() !== "off" || rests() || document.querySelector("[data-push]:not([hidden])")) return;
  rest(DAY); // said once, not after every deed
  const head = document.getElementById("talk-head"); // of a conversation: there it stands in nobody's way
  if (head) head.after(offer.content.cloneNode(true));
  else document.body.append(offer.content.cloneNode(true));
  const card = document.querySelector(".push-offer [data-push]");
  card.hidden = false;
}

document.addEventListener("topin:sent", propose);
document.addEventListener("htmx:afterRequest", ({ detail: { xhr, pathInfo } }) => {
  if (xhr.status < 400 && /^\/members\/[^/]+\/follow$/.test(pathInfo.requestPath)) propose();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-push-on], [data-push-off], [data-push-later]");
  if (!button) return;
  const { dataset } = button;
  if ("pushLater" in dataset) {
    rest(LATER);
    leave();
    return;
  }
  button.disabled = true;
  ("pushOn" in dataset ? turnOn() : turnOff())
    .catch(() => showToast(document.getElementById("toasts").dataset.broken))
    .finally(() => (button.disabled = false));
});

document.addEventListener("submit", ({ target }) => {
  const isLeaving = target.matches("[action='/signout']");
  if (!isLeaving && !target.matches("[data-push-removed]")) return;
  forget();
  if (isLeaving) localStorage.removeItem(pause); // the device may be shared: nothing of anybody stays
  else show();
});

// -- The number at the app's icon ---------------------------------------------------------------------

function count() {
  const badges = [...document.querySelectorAll("#bell, #letters")];
  const unread = badges.reduce((sum, { dataset }) => sum + Number(dataset.count), 0);
  (unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.())?.catch(() => {});
}

document.addEventListener("htmx:afterSwap", ({ detail }) => /^(bell|letters)$/.test(detail.target.id) && count());
count();
if (able) check().catch(() => {}).finally(show);
else show();
