// Private talk on every page: how much is unread, a word when somebody writes, and whether the line is down.

const SOON = 250; // milliseconds: what comes together is counted once
const DOWN_MS = 2500; // a line that is back sooner was never missed
const COUNTS = ["message.created", "message.read", "message.deleted", "conversation.changed"];
let counting = 0;
let falling = 0;

function countLater() {
  clearTimeout(counting);
  counting = setTimeout(() => htmx.ajax("GET", "/messages/badge", { target: "#letters", swap: "outerHTML" }), SOON);
}

document.addEventListener("topin:talk", ({ detail: { kind, payload } }) => {
  const { me } = document.body.dataset;
  const isMine = payload.message?.sender_id === me || (kind === "message.read" && payload.user_id !== me);
  const isOpen = document.hasFocus() && document.querySelector("[data-talk]")?.dataset.talk === payload.message?.conversation_id;
  if (COUNTS.includes(kind) && !isMine && !(isOpen && payload.message)) countLater(); // what is open is read, and counted then
});

// A page of the browser's own memory shows what was.
addEventListener("pageshow", ({ persisted }) => persisted && countLater());
document.addEventListener("topin:reload", countLater);

document.addEventListener("topin:letter", ({ detail: { text, url } }) => {
  const isOpen = new URL(url, location).pathname === location.pathname && document.visibilityState === "visible";
  if (!isOpen) showToast(text, url);
});

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
