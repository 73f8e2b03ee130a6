// Writing: a message is seen at once and sent in its turn, also when there is no connection for a while.
// What has no answer yet is kept for this tab with the id it goes by, so a lost answer makes no second message.

const form = document.getElementById("write");
const items = document.getElementById("items");
const said = document.getElementById("said");
const { peer } = document.getElementById("talk").dataset;
const key = `topin-unsent:${document.body.dataset.me}:outbox:${peer}`;
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries
const finger = matchMedia("(pointer: coarse)");
let queue = JSON.parse(sessionStorage.getItem(key) ?? "[]");
let busy = false;
let tries = 0;
let timer = 0;

const keep = () => (queue.length ? sessionStorage.setItem(key, JSON.stringify(queue)) : sessionStorage.removeItem(key));
const bubbleOf = ({ client_id }) => items.querySelector(`.msg-pending[data-client="${client_id}"]`);
const newId = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// -- Into the queue -----------------------------------------------------------------------------------

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const message = { fields: [...data].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf") && !name.startsWith("alt_text") && value), client_id: newId() };
  message.fields = message.fields.filter(([name]) => name !== "client_id").concat([["client_id", message.client_id]]);
  queue.push(message);
  keep();
  show(message);
  clear();
  document.dispatchEvent(new CustomEvent("topin:sent"));
  flush();
});

function clear() {
  forgetWords(form);
  answerTo(null);
  form.reset();
  form.elements.text.value = "";
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("write-error").replaceChildren();
  form.elements.text.focus();
}

function show(message) {
  const bubble = document.getElementById("pending").content.firstElementChild.cloneNode(true);
  const text = message.fields.find(([name]) => name === "text")?.[1];
  const { media } = bubble.querySelector("[data-pending]").dataset;
  bubble.dataset.client = message.client_id;
  bubble.querySelector("[data-text]").textContent = text ?? media;
  bubble.querySelector("[data-again]").addEventListener("click", () => again(message));
  bubble.querySelector("[data-drop]").addEventListener("click", () => drop(message));
  items.append(bubble);
  say(message);
  said.scrollTop = 0;
}

function say(message) {
  const bubble = bubbleOf(message);
  if (!bubble) return;
  const place = bubble.querySelector("[data-pending]");
  const isWaiting = !navigator.onLine || tries > 0;
  place.textContent = message.fault === undefined ? (isWaiting ? place.dataset.waiting : place.dataset.sending) : "";
  const reason = bubble.querySelector("[data-reason]");
  reason.textContent = message.fault || reason.dataset.default;
  bubble.querySelector("[data-fault]").hidden = message.fault === undefined;
}

// -- Out of it, one after the other -------------------------------------------------------------------

async function flush() {
  clearTimeout(timer);
  const message = queue.find((each) => each.fault === undefined);
  if (busy || !message) return;
  busy = true;
  const answer = await send(message);
  busy = false;
  if (answer === null || answer.status === 429 || answer.status >= 500) return later(answer);
  tries = 0;
  if (answer.ok) arrived(message, await answer.text(), answer);
  else await refused(message, answer);
  flush();
}

function send({ fields }) {
  const headers = { "HX-Request": "true", "X-CSRFToken": document.body.dataset.csrf };
  return fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers }).catch(() => null);
}

function later(answer) {
  const pause = Number(answer?.headers.get("Retry-After")) || PAUSES[Math.min(tries, PAUSES.length - 1)];
  tries++;
  queue.forEach(say);
  timer = setTimeout(flush, pause * 1000);
}

function arrived(message, html, answer) {
  if (answer.headers.has("HX-Redirect")) return location.assign(answer.headers.get("HX-Redirect")); // signed out meanwhile
  queue = queue.filter((each) => each !== message);
  keep();
  if (form.elements.recipient_id) return queue.length || location.reload(); // the conversation has begun: to its page
  document.dispatchEvent(new CustomEvent("topin:arrange", { detail: html }));
  bubbleOf(message)?.remove();
}

async function refused(message, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  message.fault = page.body.textContent.trim();
  keep();
  say(message);
}

function again(message) {
  delete message.fault;
  keep();
  say(message);
  flush();
}

function drop(message) {
  queue = queue.filter((each) => each !== message);
  keep();
  bubbleOf(message)?.remove();
}

addEventListener("online", () => flush());
document.addEventListener("topin:line", ({ detail: isOpen }) => isOpen && flush());

// -- In reply to ----------------------------------------------------------------------------------------

const bar = form?.querySelector("[data-answer]");

function answerTo(message) {
  if (!bar) return;
  bar.hidden = !message;
  form.elements.reply_to.value = message?.dataset.message ?? "";
  if (!message) return;
  const who = bar.querySelector("[data-answer-who]");
  const text = bar.querySelector("[data-answer-text]");
  who.textContent = message.matches(".own") ? who.dataset.you : who.dataset.other;
  text.textContent = message.querySelector(".bubble > .msg-text")?.textContent ?? text.dataset.media;
  form.elements.text.focus();
}

document.addEventListener("click", (event) => {
  const reply = event.target.closest("[data-reply]");
  const none = event.target.closest("[data-no-answer]");
  if (!form || !(reply || none)) return;
  event.preventDefault();
  answerTo(reply?.closest(".msg") ?? null);
  form.elements.text.focus();
});

// Enter sends where there are keys; where there is a glass, it is a new line and the button sends.
form?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden) answerTo(null);
  if (event.target.name !== "text" || event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey || finger.matches) return;
  event.preventDefault();
  const button = form.querySelector(".write-send");
  if (!button.disabled) form.requestSubmit(button);
});

if (form) {
  queue.forEach(show);
  flush();
}
