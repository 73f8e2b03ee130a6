// Writing: a message is seen at once, and sent by the outbox in its turn, also when there is no connection for a while.

const form = document.getElementById("write");
const items = document.getElementById("items");
const said = document.getElementById("said");
const { peer } = document.getElementById("talk").dataset;
const finger = matchMedia("(pointer: coarse)");
const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(kind, { detail }));
const bubbleOf = ({ client_id }) => items.querySelector(`.msg-pending[data-client="${CSS.escape(client_id)}"]`);

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf") && !name.startsWith("alt_text") && value);
  tell("topin:post", { peer, page: location.pathname, fields });
  said.scrollTop = 0;
  clear();
  tell("topin:sent");
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

// -- What the outbox has of this conversation -----------------------------------------------------------

document.addEventListener("topin:outbox", (event) => {
  const { message, html, gone } = event.detail;
  if (message.peer !== peer) return;
  event.preventDefault();
  if (html !== undefined) arrived(message, html);
  else if (gone) bubbleOf(message)?.remove(); // another tab sent it: it comes like what others say
  else show(event.detail);
});

function arrived(message, html) {
  bubbleOf(message)?.remove();
  if (!form?.elements.recipient_id) tell("topin:arrange", html);
  else if (!items.querySelector(".msg-pending")) location.reload(); // the conversation has begun: to its page
}

function show({ message, waits }) {
  const bubble = bubbleOf(message) ?? put(message);
  const place = bubble.querySelector("[data-pending]");
  place.textContent = message.fault === undefined ? (waits ? place.dataset.waiting : place.dataset.sending) : "";
  const reason = bubble.querySelector("[data-reason]");
  reason.textContent = message.fault || reason.dataset.default;
  bubble.querySelector("[data-fault]").hidden = message.fault === undefined;
}

function put(message) {
  const bubble = document.getElementById("pending").content.firstElementChild.cloneNode(true);
  const text = message.fields.find(([name]) => name === "text")?.[1];
  bubble.dataset.client = message.client_id;
  bubble.querySelector("[data-text]").textContent = text ?? bubble.querySelector("[data-pending]").dataset.media;
  bubble.querySelector("[data-again]").addEventListener("click", () => {
    tell("topin:again", message);
    form?.elements.text.focus();
  });
  bubble.querySelector("[data-drop]").addEventListener("click", () => {
    tell("topin:drop", message);
    bubble.remove();
    form?.elements.text.focus();
  });
  items.append(bubble);
  return bubble;
}

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

// Where there are keys one goes on writing at once; on a glass that would raise the keyboard over what is to be read.
if (form && !finger.matches && !location.hash) form.elements.text.focus({ preventScroll: true });

// Enter sends where there are keys; where there is a glass, it is a new line and the button sends.
form?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden) answerTo(null);
  if (event.target.name !== "text" || event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey || finger.matches) return;
  event.preventDefault();
  const button = form.querySelector(".write-send");
  if (!button.disabled) form.requestSubmit(button);
});
