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

const topic = `presence:${talk.dataset.peer}`;
const active = () => document.getElementById("talk-active");

document.addEventListener("topin:topic", ({ detail }) => {
  const place = active();
  if (detail.topic !== topic || !place) return;
  const { online, last_seen_at } = detail.payload;
  const time = place.querySelector("time");
  if (last_seen_at && time) time.dateTime = last_seen_at;
  place.classList.toggle("is-online", online);
  place.hidden = !online && !(last_seen_at && time);
  countAges();
});

// One may not know it any more, and is not told why.
document.addEventListener("topin:lost", ({ detail }) => {
  if (detail === topic && active()) active().hidden = true;
});
