// What a feed does beyond its links and forms: keys, figures that move, new posts, and telling which posts were seen.
"use strict";

// -- Keys: j and k walk, one letter does a deed of the post where the focus is ----------------------

const DEEDS = { l: "[data-key-l]", r: "[data-key-r]", b: "[data-key-b]" };
const still = matchMedia("(prefers-reduced-motion: reduce)").matches || "still" in document.documentElement.dataset;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (obey(event)) event.preventDefault();
});

function obey({ key, target }) {
  const post = target.closest(".post");
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  if (key === "?") return showKeys();
  if (key === "Enter" && target === post) return press(post.querySelector("[data-open]"));
  return post && key in DEEDS && press(post.querySelector(DEEDS[key]));
}

function press(element) {
  element?.click();
  if (element?.matches("summary")) element.parentElement.querySelector(".menu-item")?.focus();
  return Boolean(element);
}

function walk(step) {
  const posts = [...document.querySelectorAll(".feed .post")];
  const at = posts.indexOf(document.activeElement?.closest(".post"));
  const next = at < 0 ? firstInSight(posts) : posts[at + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  return Boolean(next);
}

function firstInSight(posts) {
  return posts.find((post) => post.getBoundingClientRect().bottom > innerHeight / 4);
}

function showKeys() {
  const dialog = document.getElementById("keys");
  dialog?.showModal();
  return Boolean(dialog);
}

// -- Live: figures of the open post, and what is new at home ---------------------------------------

document.addEventListener("topin:topic", ({ detail: { topic, kind, payload } }) => {
  if (kind === "counts") for (const post of document.querySelectorAll(`[data-topic="${CSS.escape(topic)}"]`)) recount(post, payload);
  if (kind === "new_posts") document.querySelector("#new-posts a")?.removeAttribute("hidden");
});

function recount(post, counts) {
  for (const [name, count] of Object.entries(counts)) {
    // Of this post, not of an answer or a quote that stands inside.
    for (const place of post.querySelectorAll(`.post-foot [data-${CSS.escape(name)}]`)) place.textContent = compact(count);
  }
}

// As the server writes it: 1.2K, never rounded up.
function compact(count) {
  for (const [size, unit] of [[1e6, "M"], [1e3, "K"]]) {
    if (count < size) continue;
    const tenths = Math.floor((count * 10) / size);
    return `${tenths >= 100 || tenths % 10 === 0 ? Math.floor(tenths / 10) : (tenths / 10).toFixed(1)}${unit}`;
  }
  return String(count);
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "feed" || detail.requestConfig.elt.closest("#new-posts") === null) return;
  document.querySelector("#new-posts a").hidden = true;
  scrollTo({ top: 0, behavior: still ? "auto" : "smooth" });
  document.querySelector("#feed .post")?.focus({ preventScroll: true });
});

// An empty feed is none to those who listen: it becomes one with its first post.
document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (target.id !== "feed" || !target.querySelector(".post")) return;
  target.setAttribute("role", "feed");
  if (target.dataset.label) target.setAttribute("aria-label", target.dataset.label);
});

// -- The folder's dialog ---------------------------------------------------------------------------

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const dialog = document.getElementById("folders");
  if (detail.target.id !== "folders-body") return;
  if (!dialog.open) dialog.showModal();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.matches("#folders form") && detail.xhr.status < 400) document.getElementById("folders").close();
});

// -- Views: half of a post (or half a window of it) for a second, each once a page -----------------

const SEEN_MS = 1000;
const SEND_MS = 3000;
const MOST = 100; // ids in one report
const told = new Set();
const waiting = new Map();
let seen = [];
let timer = 0;

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, intersectionRatio, intersectionRect } of entries) {
      const inSight = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
      if (!inSight) forget(target);
      else if (!waiting.has(target)) waiting.set(target, setTimeout(see, SEEN_MS, target));
    }
  },
  { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
);

function forget(post) {
  clearTimeout(waiting.get(post));
  waiting.delete(post);
}

function see(post) {
  const id = post.dataset.view;
  watcher.unobserve(post);
  waiting.delete(post);
  if (document.visibilityState !== "visible") return void watcher.observe(post);
  if (told.has(id)) return;
  told.add(id);
  seen.push(id);
  if (seen.length >= MOST) report();
  else timer ||= setTimeout(report, SEND_MS);
}

function report() {
  clearTimeout(timer);
  timer = 0;
  if (!seen.length) return;
  const body = JSON.stringify({ post_ids: seen });
  const token = document.body.dataset.csrf;
  const headers = { "Content-Type": "application/json", ...(token && { "X-CSRFToken": token }) };
  fetch("/api/posts/views", { method: "POST", keepalive: true, headers, body }).catch(() => {});
  seen = [];
}

function watch(root) {
  for (const post of root.querySelectorAll(".post[data-view]")) if (!told.has(post.dataset.view)) watcher.observe(post);
  if (root.matches?.(".post[data-view]")) watcher.observe(root);
}

addEventListener("pagehide", report);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && report());
document.addEventListener("htmx:load", ({ detail }) => watch(detail.elt));
watch(document);
