// The live line: one socket, resumed where it broke off, so that nothing is missed or told twice.
"use strict";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30000;
const ENDED = 4401;
const FORBIDDEN = 4403;
const ASLEEP = 30000; // milliseconds of silence after which an open line is asked whether it still is one
const PATIENCE = 5000;
const REPLACED = 4409; // ten younger tabs are open: this one waits until somebody looks at it

// Where the member's stream stood when the server read this page; the socket goes on from there.
const { epoch, seq } = document.body.dataset;
const place = epoch ? { epoch, seq: Number(seq) } : {};
const line = { socket: null, tries: 0, timer: 0, going: false, heard: 0, probe: 0 };

function connect() {
  clearTimeout(line.timer);
  if (line.socket) return;
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
  line.socket = socket;
  socket.onopen = () => socket.send(JSON.stringify({ type: "hello", ...place }));
  socket.onmessage = ({ data }) => line.socket === socket && hear(JSON.parse(data));
  socket.onclose = ({ code }) => {
    if (line.socket !== socket) return;
    line.socket = null;
    tellLine(false);
    if (code === REPLACED) addEventListener("visibilitychange", connect, { once: true });
    else if (code === ENDED) leave();
    else if (code !== FORBIDDEN) connectLater();
  };
}

// Pages with something on the line hear when it goes down and when it is back.
function tellLine(isOpen) {
  if (isOpen) document.body.dataset.line = "open";
  else delete document.body.dataset.line;
  document.dispatchEvent(new CustomEvent("topin:line", { detail: isOpen }));
}

// A frame that nobody misses when it is lost.
function sendFrame(frame) {
  if (line.socket?.readyState === WebSocket.OPEN) line.socket.send(JSON.stringify(frame));
}

// After sleep a dead line still looks open: ask, and take a new one where nothing comes back.
function probe() {
  const { socket } = line;
  if (!socket || socket.readyState !== WebSocket.OPEN) return connect();
  if (line.probe || Date.now() - line.heard < ASLEEP) return;
  sendFrame({ type: "ping" });
  line.probe = setTimeout(hangUp, PATIENCE);
}

function hangUp() {
  const { socket } = line;
  clearTimeout(line.probe);
  line.probe = 0;
  if (!socket) return;
  line.socket = null; // its close may take as long as it likes
  tellLine(false);
  socket.close();
  if (navigator.onLine) connect();
}

// A form of this page that ends the session (sign out, new password, leave) gets an answer that shows the way:
// a reload would come before it. Scripts that send forms themselves have prevented it by now.
addEventListener("submit", (event) => (line.going = !event.defaultPrevented && event.target.method !== "dialog"));
addEventListener("pageshow", () => (line.going = false));

// The session was ended elsewhere: the server shows the way. Not twice, lest a page reload for ever.
function leave() {
  if (line.going || sessionStorage.getItem("topin-left") === location.href) return;
  sessionStorage.setItem("topin-left", location.href);
  location.reload();
}

// Full jitter: after a restart of the server its clients come back spread out, not all at once.
function connectLater() {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** line.tries++);
  line.timer = setTimeout(connect, pause / 2 + (Math.random() * pause) / 2);
}

function hear(message) {
  line.heard = Date.now();
  clearTimeout(line.probe);
  line.probe = 0;
  if (message.type === "welcome") {
    line.tries = 0;
    sessionStorage.removeItem("topin-left");
    Object.assign(place, { epoch: message.epoch, seq: message.seq });
    subscribe();
    tellLine(true);
  } else if (message.type === "topic") {
    document.dispatchEvent(new CustomEvent("topin:topic", { detail: message }));
  } else if (message.type === "error" && message.topic) {
    document.dispatchEvent(new CustomEvent("topin:lost", { detail: message.topic }));
  } else if (message.type === "event") {
    place.seq = message.seq;
    if (message.payload) react(message.kind, message.payload);
  } else if (message.type === "reload") {
    Object.assign(place, { epoch: undefined, seq: undefined });
    if (document.dispatchEvent(new CustomEvent("topin:reload", { cancelable: true }))) refreshPage();
  }
}

// What the page shows of a thing that moves says so by itself: <article data-topic="post:…">.
function subscribe(root = document) {
  for (const { dataset } of root.querySelectorAll("[data-topic]")) sendFrame({ type: "subscribe", topic: dataset.topic });
}
document.addEventListener("htmx:load", ({ detail }) => subscribe(detail.elt)); // what came later

function react(kind, payload) {
  if (/^(message|conversation)\./.test(kind)) document.dispatchEvent(new CustomEvent("topin:talk", { detail: { kind, payload } }));
  if (kind === "media.changed" && payload.media) document.dispatchEvent(new CustomEvent("topin:media", { detail: payload.media }));
  if (kind === "notification.created" && payload.notification) tell(payload.notification);
  if (kind === "notifications.read") unmark(payload);
  if (kind === "session.ended") line.socket?.close();
}

function countBell() {
  htmx.ajax("GET", "/notifications/bell", { target: "#bell", swap: "outerHTML" });
}
document.addEventListener("topin:bell", countBell);

// What was read on another device, or in another tab, is read here, too.
function unmark({ notification_id, up_to }) {
  countBell();
  for (const note of document.querySelectorAll(".note.unread")) {
    const isMeant = notification_id ? note.id === `note-${notification_id}` : note.querySelector("time").dateTime <= up_to;
    if (isMeant) htmx.ajax("GET", `/notifications/${note.id.slice(5)}`, { target: note, swap: "outerHTML" });
  }
}

function tell(notification) {
  const { subject } = notification;
  countBell();
  if (notification.kind === "like" && subject?.type === "post") refreshPost(subject.id);
  const list = document.getElementById("notes");
  if (list && wants(list, notification.kind)) prepend(list, notification);
  else if (!list) showToast(notification.text, notification.url);
}

function refreshPost(id) {
  for (const row of document.querySelectorAll(`.post-actions[data-post="${CSS.escape(id)}"]`)) {
    htmx.ajax("GET", `/posts/${id}/actions`, { target: row, swap: "outerHTML" });
  }
}

// A list of one family of kinds says so: <ul data-kinds="like repost">.
function wants({ dataset }, kind) {
  return !dataset.kinds || dataset.kinds.split(" ").includes(kind);
}

function prepend(list, { id, created_at }) {
  document.getElementById("no-notes")?.remove();
  document.querySelector("[name=up_to]").value = created_at; // "mark all read" means what is seen
  htmx
    .ajax("GET", `/notifications/${id}`, { target: list, swap: "afterbegin" })
    .then(() => list.querySelectorAll(`#note-${CSS.escape(id)}`).forEach((note, at) => at && note.remove()));
}

// Too much was missed to tell it one by one: take the page as it is now, unless somebody is writing on it.
function refreshPage() {
  const writing = [...document.querySelectorAll("textarea, input:not([type=hidden])")].some((e) => e.value !== e.defaultValue);
  if (writing) countBell();
  else location.reload();
}

// An open socket keeps a page out of the browser's back-forward cache, so it is put down on leaving.
addEventListener("pagehide", () => {
  const { socket } = line;
  line.socket = null;
  tellLine(false);
  clearTimeout(line.timer);
  socket?.close();
});
addEventListener("pageshow", (event) => event.persisted && connect());
addEventListener("online", connect);
addEventListener("offline", hangUp);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && probe());
connect();
