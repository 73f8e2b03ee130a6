// The list of conversations, while it is open: rows change, come and go as their conversations do.

const list = document.getElementById("rows");
const SOON = 120; // milliseconds: several events about one conversation are one look
const OPEN = 700; // what is said in the open one is read by then, and does not flicker
const MOST = 100; // ids in one question
const wanted = new Set();
let timer = 0;

function lookLater(id) {
  wanted.add(id);
  timer ||= setTimeout(look, SOON);
}

async function look() {
  const ids = [...wanted].slice(0, MOST);
  for (const id of ids) wanted.delete(id);
  timer = wanted.size ? setTimeout(look, SOON) : 0;
  const answer = await fetch(`${list.dataset.rows}?ids=${ids.join(",")}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return; // the line tells again what was missed
  const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
  const found = new Map([...page.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const moved = ids.map((id) => place(id, found.get(id)));
  if (moved.some(Boolean)) lookAtTabs();
}

const rowOf = (id) => document.getElementById(`row-${id}`);
const rows = () => [...list.querySelectorAll("[data-row]")];

// A row stands by its time, in the list that it belongs to. Whether another list is concerned.
function place(id, row) {
  const old = rowOf(id);
  const belongs = row?.dataset.state === list.dataset.state;
  const hadFocus = old?.contains(document.activeElement);
  if (!belongs) old?.remove();
  else {
    if (id === list.dataset.open) row.querySelector("a").setAttribute("aria-current", "true");
    const next = rows().find((each) => each !== old && each.dataset.at < row.dataset.at);
    if (old && old.nextElementSibling === (next ?? null)) old.replaceWith(row);
    else {
      old?.remove();
      if (next) next.before(row);
      else list.insertBefore(row, list.querySelector(".talk-more"));
    }
    htmx.process(row);
    showDraft(row);
    if (hadFocus) row.querySelector("a").focus({ preventScroll: true });
  }
  document.getElementById("no-rows").hidden = rows().length > 0;
  return !row || !belongs || !old;
}

// What was begun to somebody and not sent yet (composer.js keeps it); not of the one that is open, there it is seen.
function showDraft(row) {
  const kept = localStorage.getItem(`topin-unsent:${document.body.dataset.me}:talk:${row.dataset.peer}`);
  const text = row.dataset.row === list.dataset.open ? "" : (JSON.parse(kept ?? "[]").find(([name]) => name === "text")?.[1] ?? "");
  const [last, draft] = row.querySelectorAll(".talk-last");
  draft.querySelector("bdi").textContent = text;
  last.hidden = Boolean(text);
  draft.hidden = !text;
}

const showDrafts = () => rows().forEach(showDraft);
addEventListener("pageshow", showDrafts);
addEventListener("storage", showDrafts);
list.addEventListener("htmx:load", showDrafts); // older ones came
showDrafts();

function lookAtTabs() {
  htmx.ajax("GET", `${list.dataset.tabs}?state=${list.dataset.state}`, { target: "#talk-tabs", swap: "outerHTML" });
}

document.addEventListener("topin:talk", ({ detail: { kind, payload } }) => {
  const id = payload.message?.conversation_id ?? payload.conversation?.id ?? payload.conversation_id;
  if (!id || kind === "message.reacted") return;
  if (kind === "message.created" && id === list.dataset.open) setTimeout(lookLater, OPEN, id);
  else lookLater(id);
});

// Too much was missed: the list anew.
document.addEventListener("topin:reload", (event) => {
  event.preventDefault();
  htmx.ajax("GET", `/messages?state=${list.dataset.state}`, { target: "#rows", swap: "innerHTML" }).then(lookAtTabs);
});
