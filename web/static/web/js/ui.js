// Small comforts on top of pages that work without them: toasts, dialogs, menus, copying, marking as read.
"use strict";

const toasts = document.getElementById("toasts");
const TOAST_MS = 6000;
const DEED_MS = 12000; // where there is something to be done: time to get there

function showToast(text, href) {
  const toast = document.createElement(href ? "a" : "div");
  toast.className = "toast";
  toast.textContent = text;
  if (href) toast.href = href;
  toasts.append(toast);
}

new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) leaveLater(node);
}).observe(toasts, { childList: true });

// What the page brought along is said like what comes later: screen readers speak of additions only.
toasts.append(...toasts.children);

function leaveLater(toast, wait = toast.querySelector("[hx-post]") ? DEED_MS : TOAST_MS) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) return leaveLater(toast, TOAST_MS);
    toast.classList.add("leaving");
    setTimeout(() => toast.remove(), 300);
  }, wait);
}

// What a toast offered was done.
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.xhr.status < 400 && detail.elt.closest(".toast")?.remove());

// A refusal says where its answer belongs (HX-Retarget); any other failure must not land in the page.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400) return;
  detail.shouldSwap = Boolean(detail.xhr.getResponseHeader("HX-Retarget"));
  if (detail.shouldSwap) detail.isError = false;
  else showToast(toasts.dataset.broken);
});
document.addEventListener("htmx:sendError", () => showToast(toasts.dataset.offline));

// Questions are asked in a dialog of ours, for the deed's own words and for a keyboard.
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  const dialog = document.getElementById("confirm");
  dialog.querySelector("h2").textContent = event.detail.question;
  const { sure, yes } = event.detail.elt.dataset; // what follows, and the deed's own word
  say(dialog.querySelector("p"), sure);
  say(dialog.querySelector("[value=yes]"), yes);
  dialog.returnValue = "no";
  dialog.showModal();
  dialog.addEventListener(
    "close",
    () => dialog.returnValue === "yes" && event.detail.issueRequest(true),
    { once: true },
  );
});

function say(element, text) {
  element.textContent = text ?? element.dataset.default;
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest(".menu-item")) menu.open = false;
  }
  const target = event.target.closest("[data-copy], [data-close], [data-back], [data-reload], [data-read], [data-reveal]");
  if (target) act(target, event);
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("pointerleave", ({ target }) => target.classList?.remove("fresh"), true);

function act(target, event) {
  const { dataset } = target;
  if ("close" in dataset) target.closest("dialog").close();
  if ("reload" in dataset) location.reload();
  if ("reveal" in dataset) reveal(target, target.getAttribute("aria-pressed") === "false");
  if ("read" in dataset) markRead(dataset.read);
  if ("copy" in dataset && navigator.clipboard) {
    navigator.clipboard.writeText(target.href).then(() => showToast(toasts.dataset.copied));
    event.preventDefault();
  }
  if ("back" in dataset && document.referrer.startsWith(`${location.origin}/`) && history.length > 1) {
    history.back();
    event.preventDefault();
  }
}

// "5 min" goes on counting while the page is open; what is older than a week is a date, and stays.
const SPANS = [1, 60, 3600, 86400]; // seconds of the unit; each is used up to the next
const AGES = toasts.dataset.ago.split("|");

function countAges() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
    const unit = Math.max(0, SPANS.findLastIndex((span) => seconds >= span));
    const words = AGES[unit].replace("%d", Math.floor(seconds / SPANS[unit]));
    if (seconds < 7 * 86400 && time.textContent !== words) time.textContent = words;
  }
}
setInterval(countAges, 60_000);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && countAges());

function reveal(button, shown) {
  button.setAttribute("aria-pressed", shown);
  document.getElementById(button.getAttribute("aria-controls")).type = shown ? "text" : "password";
}

// As a password again when it is sent: browsers offer what was typed as text to the next person.
document.addEventListener("submit", ({ target }) => {
  for (const button of target.querySelectorAll("[data-reveal]")) reveal(button, false);
});

// Where the API's own links end: the tokens behind the `#` leave the address, to the page that takes them in.
if (/^#(.*&)?(access_token|error|message)=/.test(location.hash) && !location.pathname.startsWith("/signin/")) {
  location.replace(`/signin/arrive${location.hash}`);
}

function markRead(url) {
  fetch(url, { method: "POST", keepalive: true, redirect: "manual", headers: { "X-CSRFToken": document.body.dataset.csrf } });
}

// The page that stands in for others while there is no network goes when it is back. A browser may say so too early.
if (document.querySelector("[data-stands-in]") && location.pathname !== "/offline") {
  const tryAgain = () => fetch("/manifest.webmanifest", { method: "HEAD", cache: "no-store" }).then(() => location.reload(), () => {});
  addEventListener("online", tryAgain);
  setInterval(() => navigator.onLine && tryAgain(), 3000);
}

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
