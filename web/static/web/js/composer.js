// Where people write: counts characters as people see them, grows with the text, keeps what was not sent yet.
"use strict";

const RING_FROM = 0.8; // of the limit: until then a count would only nag
const UNSENT = "topin-unsent:";
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
  form.querySelector(".btn-primary").disabled = used > limit || "waits" in form.dataset || !(text.trim() || hasMore(form));
}

// A poll, a quote or a picture is something to say without a word.
function hasMore({ elements }) {
  const isOn = (box) => Boolean(box?.checked);
  const options = [...(elements.poll_option ?? [])].filter((field) => field.value.trim());
  return Boolean(elements.quote_id || elements.media_id) || (isOn(elements.with_poll) && options.length > 1);
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

// Unsent words ------------------------------------------------------------------------------------

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !field.matches("[type=hidden], [type=submit], [type=file], button, [data-alt]"));
}

// Words to one person are a draft until they are sent: they outlive the tab.
const storeOf = ({ dataset }) => ("lasting" in dataset ? localStorage : sessionStorage);

const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

function keepWords(form) {
  const key = UNSENT + form.dataset.keep;
  const fields = fieldsOf(form);
  const untouched = fields.every((field) =>
    field.type === "checkbox" ? field.checked === field.defaultChecked
      : field.tagName === "SELECT" || field.value === field.defaultValue);
  if (untouched) storeOf(form).removeItem(key);
  else storeOf(form).setItem(key, JSON.stringify(fields.map((field) => [field.name, valueOf(field)])));
}

// Where the server gave the words back with a reason, they are the newer ones.
function restoreWords(form) {
  const kept = JSON.parse(storeOf(form).getItem(UNSENT + form.dataset.keep) ?? "null");
  const fields = fieldsOf(form);
  if (!kept || "refused" in form.dataset || kept.length !== fields.length) return;
  fields.forEach((field, at) => {
    const [name, value] = kept[at];
    if (name !== field.name) return;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  });
}

function forgetWords(form) {
  storeOf(form).removeItem(UNSENT + form.dataset.keep);
}

// Whoever signs in on this tab, or this device, next does not find them.
function forgetAll(stores) {
  for (const store of stores) for (const key of Object.keys(store)) if (key.startsWith(UNSENT)) store.removeItem(key);
}

addEventListener("submit", ({ target }) => {
  if (new URL(target.action, location).pathname === "/signout") forgetAll([sessionStorage, localStorage]);
});
if (location.pathname === "/signin") forgetAll([localStorage]); // the session ended some other way

// When to publish: chosen by the clock of this device, sent in UTC ----------------------------------

function localMinutes(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function prepareTime({ elements }) {
  const field = elements.scheduled_local;
  if (!field) return;
  const zone = field.closest(".part").querySelector("[data-zone]");
  zone.textContent = `${zone.dataset.zone}, ${Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ")}`;
  field.min = localMinutes(new Date());
  if (elements.scheduled_at.value) {
    field.value = localMinutes(new Date(elements.scheduled_at.value));
    field.defaultValue = field.value;
  }
}

function reckonTime({ elements }) {
  const field = elements.scheduled_local;
  if (!field) return;
  if (elements.with_schedule.checked && !field.value) {
    field.value = localMinutes(new Date(Math.ceil(Date.now() / 3600000 + 0.5) * 3600000)); // the next full hour but one
  }
  elements.scheduled_at.value = field.value ? new Date(field.value).toISOString() : "";
}

// --------------------------------------------------------------------------------------------------

function prepare(root) {
  for (const form of root.querySelectorAll("[data-composer]:not([data-ready])")) {
    form.dataset.ready = "";
    prepareTime(form);
    restoreWords(form);
    measure(form);
    grow(form.elements.text);
    if (form.querySelector("[data-tiles] > li") || sessionStorage.getItem(`${UNSENT}${form.dataset.keep}:media`)) openTray(form);
  }
}

// Pictures, videos and sounds: chosen, dropped or pasted. What takes them in is loaded when the first one comes ----------

async function openTray(form) {
  const addresses = form.querySelector("[data-tray]").dataset.scripts.split(" ");
  const [tray, uploader, words] = await Promise.all(addresses.map((address) => import(address)));
  return tray.trayOf(form, uploader, words);
}

function takeIn(form, files) {
  if (!files.length) return;
  openTray(form).then(
    (tray) => tray.add(files),
    () => showToast(toasts.dataset.broken),
  );
}

const writingOf = ({ target }) => target.closest?.("[data-composer]:has([data-tray])");
const carriesFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes("Files"));

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-choose]")) return;
  takeIn(target.form, [...target.files]);
  target.value = "";
});

document.addEventListener("paste", (event) => {
  const form = writingOf(event);
  const { files } = event.clipboardData;
  if (!form || !files.length || event.clipboardData.types.includes("text/plain")) return; // office programs add a picture of the words
  event.preventDefault();
  takeIn(form, [...files]);
});

for (const kind of ["dragenter", "dragover", "drop", "dragleave"]) {
  document.addEventListener(kind, (event) => {
    const form = writingOf(event);
    if (!form || !carriesFiles(event)) return;
    event.preventDefault();
    const leaves = kind === "drop" || (kind === "dragleave" && !form.contains(event.relatedTarget));
    form.classList.toggle("dropping", !leaves);
    if (kind === "drop") takeIn(form, [...event.dataTransfer.files]);
  });
}

// Before HTMX hears of it: a post goes when all that belongs to it is there, and a word says so until then.
document.addEventListener(
  "submit",
  (event) => {
    const words = event.target.matches("[data-composer]") && event.target.dataset.waits;
    if (!words) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showToast(words);
  },
  true,
);

document.addEventListener("input", ({ target }) => {
  if (!target.form || !target.form.matches("[data-composer]")) return;
  reckonTime(target.form);
  measure(target.form);
  keepWords(target.form);
  if (target.name === "text") grow(target);
});

// What a tool brings is where one goes on writing.
document.addEventListener("change", ({ target }) => {
  if (!target.matches(".tool-box") || !target.checked) return;
  const part = target.name.replace("with_", "part-");
  target.form.querySelector(`.${part} .input`)?.focus();
});

document.addEventListener("keydown", (event) => {
  const { form } = event.target;
  if (!form || !form.matches("[data-composer]") || event.key !== "Enter") return;
  if (event.ctrlKey || event.metaKey) form.requestSubmit(form.querySelector(".btn-primary"));
  else if (!event.target.matches("input.input")) return; // in a field of one line Enter would send by the first button
  event.preventDefault();
});

// Sent: the words are safe with the server. Its answer may be the way to another page, so this comes before that.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  const form = detail.elt.closest?.("[data-composer], [data-forget]");
  if (!form || detail.xhr.status >= 400) return;
  if (form.matches("[data-forget]")) return forgetWords(form.closest("[data-composer]"));
  forgetWords(form);
  document.getElementById(`${form.id}-error`)?.replaceChildren();
  document.querySelector("#feed .empty")?.remove();
  form.reset();
  reckonTime(form);
  measure(form);
  grow(form.elements.text);
  form.closest("dialog")?.close();
});

// A reply stands where it belongs: its form has done its work.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status < 400 && detail.elt.matches("[data-composer]")) detail.elt.closest(".reply-place")?.replaceChildren();
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest(".reply-place [data-cancel]");
  if (!cancel) return;
  event.preventDefault();
  forgetWords(cancel.closest("[data-composer]"));
  cancel.closest(".reply-place").replaceChildren();
});

// The button "New post": writes where a composer is, else in a dialog.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches("[data-compose]")) return;
  const here = document.querySelector('main [data-composer="post"] textarea');
  if (!here) return;
  event.preventDefault();
  here.focus();
  scrollTo({ top: 0 });
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "compose-body") return;
  document.getElementById("compose").showModal();
  detail.target.querySelector("textarea").focus();
});
document.addEventListener("htmx:load", ({ detail }) => prepare(detail.elt.parentElement ?? document));

prepare(document);
