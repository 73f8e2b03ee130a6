// How far own messages came, brought to the other one and read by them; and whether the other one is here.

const talk = document.getElementById("talk");
const items = document.getElementById("items");
const RANKS = ["sent", "delivered", "read"];

// Ids of messages rise with time, so all up to one are those that are not above it.
function mark(upTo, name) {
  const last = document.getElementById(`msg-${upTo}`)?.dataset.at;
  for (const item of items.querySelectorAll(".msg.own[data-mark]")) {
    const isBefore = last ? item.dataset.at <= last : item.dataset.message <= upTo;
    if (isBefore && RANKS.indexOf(item.dataset.mark) < RANKS.indexOf(name)) item.dataset.mark = name;
  }
}

document.addEventListener("topin:talk", ({ detail: { kind, payload } }) => {
  if (payload.conversation_id !== talk.dataset.talk || payload.user_id === document.body.dataset.me) return;
  if (kind === "message.delivered") mark(payload.up_to, "delivered");
  if (kind === "message.read") mark(payload.up_to, "read");
});

// -- Whether the other one is here -----------------------------------------------------------------------

const ASK_AGAIN = 60_000; // milliseconds: whoever may not know any more is told nothing at all
const SILENT = 5_000;
const topic = `presence:${talk.dataset.peer}`;
const active = () => document.getElementById("talk-active");
let silence = 0;

document.addEventListener("topin:topic", ({ detail }) => {
  const place = active();
  if (detail.topic !== topic || !place) return;
  clearTimeout(silence);
  const { online, last_seen_at } = detail.payload;
  const time = place.querySelector("time");
  if (last_seen_at && time) time.dateTime = last_seen_at;
  place.classList.toggle("is-online", online);
  place.hidden = !online && !(last_seen_at && time);
  countAges();
});

function hide() {
  if (active()) active().hidden = true;
}

setInterval(() => {
  if (!active() || document.visibilityState !== "visible") return;
  for (const type of ["unsubscribe", "subscribe"]) sendFrame({ type, topic });
  clearTimeout(silence);
  silence = setTimeout(hide, SILENT);
}, ASK_AGAIN);
