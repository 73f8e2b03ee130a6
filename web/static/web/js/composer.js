// The composer: counts characters as people see them, grows with the text, is empty again once it was sent.
"use strict";

const RING_FROM = 0.8; // of the limit: until then a count would only nag
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

function countGraphemes(text) {
  return segmenter ? [...segmenter.segment(text)].length : [...text].length;
}

function measure(form) {
  const text = form.elements.text.value;
  const limit = Number(form.dataset.limit);
  // Counting is linear in the text and runs at every key: skip it while nobody could be near the limit.
  const used = text.length < limit * RING_FROM ? 0 : countGraphemes(text);
  const ring = form.querySelector(".ring");
  ring.hidden = used < limit * RING_FROM;
  ring.classList.toggle("over", used > limit);
  ring.querySelector("[data-left]").textContent = String(limit - used);
  const share = Math.min(100, (100 * used) / limit);
  ring.querySelector(".sweep").setAttribute("stroke-dasharray", `${share} 100`);
  form.querySelector(".btn-primary").disabled = used > limit || !text.trim();
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

document.addEventListener("input", ({ target }) => {
  if (!target.form || !target.form.matches("[data-composer]")) return;
  measure(target.form);
  if (target.name === "text") grow(target);
});

document.addEventListener("keydown", (event) => {
  const { form } = event.target;
  if (!form || !form.matches("[data-composer]") || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt;
  if (!form.matches("[data-composer]") || !detail.successful || detail.xhr.status >= 400) return;
  document.getElementById(`${form.id}-error`).replaceChildren();
  document.querySelector("#feed .empty")?.remove();
  form.reset();
  measure(form);
  grow(form.elements.text);
});

// The button "New post": writes where a composer is, else in a dialog.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches("[data-compose]")) return;
  const here = document.querySelector("#composer textarea");
  if (!here) return;
  event.preventDefault();
  here.focus();
  scrollTo({ top: 0 });
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "compose-body") return;
  document.getElementById("compose").showModal();
  detail.target.querySelector("textarea").focus();
  document.querySelectorAll("#compose [data-composer]").forEach(measure);
});

document.querySelectorAll("[data-composer]").forEach(measure);
