// An open conversation: what is said arrives as the server shows it, and is read when it is seen.

const talk = document.getElementById("talk");
const said = document.getElementById("said");
const items = document.getElementById("items");
const { me } = document.body.dataset;
const SOON = 80; // milliseconds: several events about a message are one look
const NEAR = 120; // pixels from the newest message: whoever is so near goes along with it
const MOST = 100; // ids in one question
const SOON_GONE = 3600000; // milliseconds before it disappears a message says so
const messageOf = (id) => document.getElementById(`msg-${id}`);
const messages = () => [...items.querySelectorAll("[data-message]")];
const isNear = () => Math.abs(said.scrollTop) < NEAR; // it is laid out from its end: there it is 0

// -- What changed is asked for and put in its place ---------------------------------------------------

const wanted = new Set();
let timer = 0;

function lookLater(...ids) {
  for (const id of ids) wanted.add(id);
  if (wanted.size) timer ||= setTimeout(look, SOON);
}

async function look() {
  const ids = [...wanted].slice(0, MOST);
  for (const id of ids) wanted.delete(id);
  timer = 0;
  const answer = await fetch(`${talk.dataset.items}?ids=${ids.join(",")}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return; // the line tells again what was missed
  arrange(await answer.text(), ids);
  if (wanted.size) lookLater();
}

// Messages as the server shows them; of `asked` those that did not come are gone.
function arrange(html, asked = []) {
  const page = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html");
  const stays = isNear();
  const fresh = [...page.querySelectorAll("[data-message]")];
  for (const item of fresh) put(item);
  const found = new Set(fresh.map((item) => item.dataset.message));
  for (const id of asked) if (!found.has(id)) messageOf(id)?.remove();
  settle();
  if (stays) said.scrollTop = 0;
  return fresh;
}

// What one sees and hears of a message. Where that is the same the message stays: it may be selected, or being read out.
const shapeOf = (item) => [
  ...[...item.querySelectorAll(".msg-text, .msg-quote, .msg-reaction")].map((part) => part.textContent + part.ariaPressed),
  ...[...item.querySelectorAll("[data-view-media], video, audio")].map(() => "media"),
].join("\n");

// Whoever has its menu open, or the focus in what is said, is not interrupted; that of a button goes over to the new one.
function put(item) {
  const old = messageOf(item.dataset.message);
  if (old && shapeOf(old) === shapeOf(item)) return void Object.assign(old.dataset, item.dataset);
  const hadFocus = old?.contains(document.activeElement);
  if (old?.querySelector("details[open]") || (hadFocus && !document.activeElement.matches(BUTTONS))) {
    old.dataset.mark = item.dataset.mark;
    return setTimeout(lookLater, 1500, item.dataset.message);
  }
  if (item.dataset.client) items.querySelector(`.msg-pending[data-client="${CSS.escape(item.dataset.client)}"]`)?.remove();
  if (old) old.replaceWith(item);
  else {
    const before = messages().findLast((each) => each.dataset.at < item.dataset.at);
    if (before) before.after(item);
    else items.querySelector(".talk-start, .talk-older")?.after(item) ?? items.prepend(item);
    if (!isNear()) down.hidden = false;
  }
  htmx.process(item);
  if (hadFocus) focusOn(item);
}

const BUTTONS = ".msg-more, .msg-reaction";
const focusOn = (item) => (item?.querySelector(".msg-more") ?? document.getElementById("write-text"))?.focus({ preventScroll: true });

// After a deed one is where one was: at the message, or beside the one that is gone.
document.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
  const item = requestConfig?.elt.closest(".msg");
  if (!item || target !== item) return;
  const beside = item.nextElementSibling ?? item.previousElementSibling;
  setTimeout(() => focusOn(messageOf(item.dataset.message) ?? beside));
});

// -- Events -------------------------------------------------------------------------------------------

document.addEventListener("topin:talk", ({ detail: { kind, payload } }) => {
  const id = payload.message?.conversation_id ?? payload.conversation?.id ?? payload.conversation_id;
  if (id !== talk.dataset.talk) return;
  if (payload.message) lookLater(payload.message.id);
  if (kind === "message.created" && payload.message.sender_id !== me) showTyping(false);
  if (kind === "message.deleted") lookLater(payload.message_id);
  if (kind === "message.read") lookAtRead(payload);
  if (kind === "conversation.changed" && payload.conversation) changed(payload.conversation);
});

// What was read has a time now at which it disappears. Each message is asked once.
const known = new Set();

function lookAtRead({ up_to, user_id }) {
  const end = messageOf(up_to)?.dataset.at;
  const read = messages().filter((each) => end && each.dataset.at <= end && each.matches(".own") === (user_id !== me));
  const unknown = read.map((each) => each.dataset).filter(({ expires, message }) => !expires && !known.has(message));
  for (const { message } of unknown) known.add(message);
  lookLater(...unknown.map(({ message }) => message));
}

// An answered request, or somebody else's choice of how long messages stay: the page has other parts then.
function changed({ state }) {
  const was = talk.dataset.state;
  if (state !== was && (was === "request" || was === "sent_request")) return reloadUnlessWriting();
  talk.dataset.state = state;
  const head = document.getElementById("talk-head");
  if (!head.querySelector("details[open]")) htmx.ajax("GET", location.pathname, { target: "#talk-head", swap: "outerHTML", select: "#talk-head", headers: { "HX-History-Restore-Request": "true" } });
}

function reloadUnlessWriting() {
  const text = document.getElementById("write-text");
  if (!text?.value.trim() && !items.querySelector(".msg-pending")) location.reload();
}

// A choice in the head stays open, so that arrow keys go on choosing.
document.addEventListener("htmx:afterSwap", ({ detail: { target, requestConfig } }) => {
  if (target.id !== "talk-head" || !requestConfig.elt.matches(".talk-expiry form")) return;
  const menu = document.querySelector(".talk-expiry");
  menu.open = true;
  menu.querySelector(":checked").focus();
});

// Too much was missed: the newest page anew.
document.addEventListener("topin:reload", async (event) => {
  event.preventDefault();
  if (!talk.dataset.talk) return;
  const answer = await fetch(location.pathname, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const pending = [...items.querySelectorAll(".msg-pending")];
  items.innerHTML = await answer.text();
  items.append(...pending);
  htmx.process(items);
  settle();
});

// -- Typing -------------------------------------------------------------------------------------------

const TYPING_EVERY = 3000;
const TYPING_FOR = 6000;
let told = 0;
let typing = 0;

document.addEventListener("input", ({ target }) => {
  if (target.id !== "write-text" || !target.value || talk.dataset.state !== "active" || Date.now() - told < TYPING_EVERY) return;
  told = Date.now();
  sendFrame({ type: "typing", conversation_id: talk.dataset.talk });
});

document.addEventListener("topin:topic", ({ detail: { topic, kind, payload } }) => {
  if (kind === "typing" && topic === `conversation:${talk.dataset.talk}` && payload?.user_id !== me) showTyping(true);
});
document.addEventListener("topin:sent", () => (told = 0));

function showTyping(isTyping) {
  clearTimeout(typing);
  const words = document.querySelector(".talk-types");
  words.textContent = isTyping ? words.dataset.typing : "";
  document.querySelector("[data-typing-dots]").hidden = !isTyping;
  if (isTyping) typing = setTimeout(showTyping, TYPING_FOR, false);
}

// -- Read when seen -----------------------------------------------------------------------------------

let readUpTo = "";
let reading = 0;

// The newest of the other's messages that is in sight. Requests are read without a trace: nobody is told of them.
function newestSeen() {
  const end = said.getBoundingClientRect().bottom;
  return messages().findLast((each) => !each.matches(".own") && each.getBoundingClientRect().top < end - 8)?.dataset.message;
}

function readLater() {
  clearTimeout(reading);
  reading = setTimeout(read, 300);
}

function read() {
  if (!talk.dataset.reads || talk.dataset.state === "request" || document.visibilityState !== "visible" || !document.hasFocus()) return;
  const id = newestSeen();
  if (!id || id === readUpTo) return;
  readUpTo = id;
  const body = new URLSearchParams({ up_to: id });
  fetch(talk.dataset.reads, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": document.body.dataset.csrf } })
    .then((answer) => answer.ok || Promise.reject(answer))
    .catch(() => (readUpTo = ""));
}

for (const name of ["focus", "pageshow"]) addEventListener(name, readLater);
document.addEventListener("visibilitychange", readLater);
document.addEventListener("topin:line", ({ detail: isOpen }) => isOpen && readLater());

const down = document.querySelector("[data-down]");
said.addEventListener("scroll", () => {
  readLater();
  down.hidden = isNear();
}, { passive: true });
down.addEventListener("click", () => {
  const isStill = lessMotion.matches || "still" in wishes; // of media.js
  said.scrollTo({ top: 0, behavior: isStill ? "instant" : "smooth" });
  document.getElementById("write-text")?.focus({ preventScroll: true });
});

// -- After each change: days and times by this device's clock, and what has to go ----------------------

const { lang } = document.documentElement;
const days = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long" });
const hours = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
const near = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
const dayOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function dayWords(date) {
  const ago = Math.round((dayOf(date) - dayOf(new Date())) / 86400000);
  const words = ago > -2 ? near.format(ago, "day") : days.format(date);
  return words.charAt(0).toLocaleUpperCase(lang) + words.slice(1);
}

function settle() {
  let before = 0;
  for (const item of messages()) {
    const date = new Date(item.dataset.at);
    const day = dayOf(date);
    item.classList.toggle("starts-day", day !== before);
    item.querySelector(".msg-day time").textContent = dayWords(date);
    item.querySelector(".msg-foot time").textContent = hours.format(date);
    before = day;
  }
  expire();
  readLater();
}

function expire() {
  for (const item of items.querySelectorAll("[data-expires]")) {
    const left = new Date(item.dataset.expires) - Date.now();
    item.classList.toggle("goes-soon", left < SOON_GONE);
    if (left <= 0) item.remove();
  }
}
setInterval(expire, 15000);

// -- What the keys and menus do ------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy-text]");
  if (copy) navigator.clipboard?.writeText(copy.closest(".msg").querySelector(".bubble > .msg-text").textContent);
  const quote = event.target.closest("a.msg-quote");
  const target = quote && document.querySelector(quote.hash);
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.classList.add("msg-found");
  setTimeout(() => target.classList.remove("msg-found"), 1600);
});

// A menu opens where there is room for it.
items.addEventListener("toggle", ({ target }) => {
  if (!target.matches(".msg-menu") || !target.open) return;
  const { top } = target.getBoundingClientRect();
  target.classList.toggle("opens-down", top - said.getBoundingClientRect().top < said.clientHeight / 2);
}, true);

// What HTMX brought: earlier messages, or one that was answered a deed with.
let settling = 0;
items.addEventListener("htmx:load", () => {
  settling ||= requestAnimationFrame(() => {
    settling = 0;
    settle();
  });
});
document.addEventListener("topin:arrange", ({ detail }) => arrange(detail));
settle();

// One goes on reading where one stopped.
const unread = items.querySelector(".msg-unread");
if (unread && unread.getBoundingClientRect().top < said.getBoundingClientRect().top) {
  unread.scrollIntoView({ block: "start" });
  down.hidden = false;
}
