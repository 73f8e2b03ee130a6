// Private talk on every page: how much is unread, a word when somebody writes, and whether the line is down.

const SOON = 250; // milliseconds: what comes together is counted once
const READ_BY = 900; // milliseconds: what an open conversation shows, here or on another device, is read by then
const ONCE = 5000; // milliseconds for which a letter that one tab told of is kept from the others
const DOWN_MS = 2500; // a line that is back sooner was never missed
const COUNTS = ["message.created", "message.read", "message.deleted", "conversation.changed"];
let counting = 0;
let falling = 0;

const openTalk = () => document.querySelector("[data-talk]")?.dataset.talk;

function countLater() {
  clearTimeout(counting);
  counting = setTimeout(() => htmx.ajax("GET", "/messages/badge", { target: "#letters", swap: "outerHTML" }).catch(() => {}), SOON);
}

document.addEventListener("topin:talk", ({ detail: { kind, payload } }) => {
  const { me } = document.body.dataset;
  const isMine = payload.message?.sender_id === me || (kind === "message.read" && payload.user_id !== me);
  const isOpen = document.hasFocus() && openTalk() === payload.message?.conversation_id;
  if (COUNTS.includes(kind) && !isMine && !(isOpen && payload.message)) countLater(); // what is open is read, and counted then
  if (kind === "message.created" && !isMine) ringLater(payload.message);
});

// A page of the browser's own memory shows what was.
addEventListener("pageshow", ({ persisted }) => persisted && countLater());
document.addEventListener("topin:reload", countLater);

// -- A word when somebody writes -----------------------------------------------------------------------

const ringing = new Map(); // conversation → its newest message

function ringLater({ conversation_id, id }) {
  if (!ringing.has(conversation_id)) setTimeout(ring, READ_BY, conversation_id);
  ringing.set(conversation_id, id);
}

// Where it is seen anyway, in the conversation or in the list, nothing is said.
const isSeen = (talk) => openTalk() === talk || document.getElementById("rows")?.checkVisibility();

function ring(talk) {
  const letter = ringing.get(talk);
  ringing.delete(talk);
  if (document.visibilityState !== "visible" || isSeen(talk)) return;
  const say = () => sayLetter(talk).then(() => new Promise((resolve) => setTimeout(resolve, ONCE)));
  if (navigator.locks) navigator.locks.request(`topin-letter:${letter}`, { ifAvailable: true }, (lock) => lock && say());
  else say();
}

// The server says who and what, or nothing: it is muted, or read by now.
async function sayLetter(talk) {
  const answer = await fetch(`/messages/${talk}/notice`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status !== 200) return;
  document.getElementById(`letter-${talk}`)?.remove();
  document.getElementById("toasts").insertAdjacentHTML("beforeend", await answer.text());
}

// -- The line ----------------------------------------------------------------------------------------

const away = document.querySelector("#line [data-away]");

function sayAway(isAway) {
  clearTimeout(falling);
  if (away) away.hidden = !isAway;
}

document.addEventListener("topin:line", ({ detail: isOpen }) => {
  if (isOpen || !navigator.onLine) sayAway(!isOpen);
  else {
    clearTimeout(falling);
    falling = setTimeout(sayAway, DOWN_MS, true);
  }
});
addEventListener("offline", () => sayAway(true));
if (!navigator.onLine) sayAway(true);
