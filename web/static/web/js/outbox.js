// What was written to somebody and has no answer yet. It is kept in this browser with the id it goes by, and sent in
// its turn by whichever page of ours is open once there is a connection: a lost answer makes no second message.

const { me, csrf } = document.body.dataset;
const PREFIX = `topin-unsent:${me}:outbox:`; // signing out forgets it, with all that was not sent (composer.js)
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries
const PATIENCE = 30_000; // milliseconds for an answer: no tab keeps the others waiting for longer
let busy = false;
let tries = 0;
let timer = 0;
let many = 0;

const newId = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const waits = () => !navigator.onLine || tries > 0;

// Each message has a key of its own, for several tabs write here; keys stand in the order of writing.
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).sort();
const messageAt = (key) => ({ ...JSON.parse(localStorage.getItem(key)), key });
const next = () => keys().map(messageAt).find(({ fault }) => fault === undefined);

function keep({ key, ...message }) {
  localStorage.setItem(key, JSON.stringify(message));
}

// The page of that conversation shows it, and says so by preventing the default.
function tell(message, news = {}) {
  return !document.dispatchEvent(new CustomEvent("topin:outbox", { cancelable: true, detail: { message, waits: waits(), ...news } }));
}

// -- Out, one after the other, by one tab at a time ------------------------------------------------------

async function flush() {
  clearTimeout(timer);
  timer = 0;
  if (busy || !next()) return;
  busy = true;
  await (navigator.locks ? navigator.locks.request(PREFIX, sendAll) : sendAll());
  busy = false;
  if (!timer) flush(); // what was written in the last moment
}

async function sendAll() {
  for (let message = next(); message; message = next()) {
    const answer = await send(message);
    if (answer === null || answer.status === 429 || answer.status >= 500) return later(answer);
    if (answer.headers.has("HX-Redirect")) return leave(answer.headers.get("HX-Redirect"));
    tries = 0;
    if (answer.ok) arrived(message, await answer.text());
    else refused(message, await answer.text());
  }
}

function send({ fields }) {
  const headers = { "HX-Request": "true", "X-CSRFToken": csrf };
  const signal = AbortSignal.timeout?.(PATIENCE);
  return fetch("/messages/send", { method: "POST", body: new URLSearchParams(fields), headers, signal }).catch(() => null);
}

function later(answer) {
  const pause = Number(answer?.headers.get("Retry-After")) || PAUSES[Math.min(tries, PAUSES.length - 1)];
  tries++;
  for (const key of keys()) tell(messageAt(key));
  timer = setTimeout(flush, pause * 1000);
}

// Signed out meanwhile.
function leave(address) {
  location.assign(address);
  timer = setTimeout(flush, PATIENCE);
}

function arrived(message, html) {
  localStorage.removeItem(message.key);
  tell(message, { html });
}

function refused(message, html) {
  if (localStorage.getItem(message.key) === null) return; // let go meanwhile
  message.fault = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
  keep(message);
  if (!tell(message)) showToast(document.getElementById("toasts").dataset.unsent, message.page);
}

// -- In, again, and away, as its page asks ---------------------------------------------------------------

document.addEventListener("topin:post", ({ detail: { fields, ...about } }) => {
  const client_id = newId();
  const key = `${PREFIX}${Date.now()}:${String(many++).padStart(6, "0")}:${client_id}`;
  keep({ ...about, client_id, fields: [...fields.filter(([name]) => name !== "client_id"), ["client_id", client_id]], key });
  tell(messageAt(key));
  flush();
});

document.addEventListener("topin:again", ({ detail: { fault, ...message } }) => {
  keep(message);
  tell(message);
  flush();
});

document.addEventListener("topin:drop", ({ detail: { key } }) => localStorage.removeItem(key));

// Another tab wrote something, sent it, or was refused.
addEventListener("storage", ({ key, oldValue, newValue }) => {
  if (!key?.startsWith(PREFIX)) return;
  tell({ ...JSON.parse(newValue ?? oldValue), key }, { gone: newValue === null });
});

addEventListener("online", flush);
addEventListener("pageshow", ({ persisted }) => persisted && flush());
document.addEventListener("topin:line", ({ detail: isOpen }) => isOpen && flush());

// When the page's own scripts are there to show them.
addEventListener("DOMContentLoaded", () => {
  for (const key of keys()) tell(messageAt(key));
  flush();
});
