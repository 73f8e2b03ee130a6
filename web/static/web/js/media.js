// Looking and listening: the viewer, films that come into view, and streaming where it pays.
"use strict";

const { dataset: wishes } = document.documentElement; // of the member, from the settings
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
const playsByItself = () => "autoplay" in wishes && !("still" in wishes) && !lessMotion.matches && !navigator.connection?.saveData;

// -- Films and moving pictures -----------------------------------------------------------------------

function prepareMedia(root) {
  for (const video of root.querySelectorAll("video[data-film], video[data-gif]")) {
    if ("ready" in video.dataset) continue;
    video.dataset.ready = "";
    if ("gif" in video.dataset) prepareGif(video);
    showCaptions(video);
    inView.observe(video);
  }
}

// Without sound, and no longer than it is seen. Whoever stopped it has the last word.
const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) pauseQuietly(target);
      else if (playsByItself() && !("stopped" in target.dataset) && target.paused) playQuietly(target);
    }
  },
  { threshold: 0.6 },
);

function playQuietly(video) {
  video.muted = true;
  video.dataset.quiet = "";
  video.play().catch(() => {});
}

function pauseQuietly(video) {
  if (!("quiet" in video.dataset) || video.paused) return;
  video.dataset.leaving = "";
  video.pause();
}

function prepareGif(video) {
  const button = video.parentElement.querySelector("[data-gif-switch]");
  video.controls = false;
  button.hidden = false;
  button.addEventListener("click", () => (video.paused ? playQuietly(video) : video.pause()));
  for (const kind of ["play", "pause"]) video.addEventListener(kind, () => button.setAttribute("aria-pressed", String(!video.paused)));
}

document.addEventListener(
  "pause",
  ({ target }) => {
    if (target.ended) return;
    if (!("leaving" in target.dataset)) target.dataset.stopped = "";
    delete target.dataset.leaving;
  },
  true,
);

document.addEventListener(
  "play",
  ({ target }) => {
    delete target.dataset.stopped;
    stream(target);
    if (target.muted && "quiet" in target.dataset) return;
    for (const other of document.querySelectorAll("video, audio")) if (other !== target && !other.muted) other.pause(); // one voice at a time
  },
  true,
);

document.addEventListener("volumechange", ({ target }) => target.muted || delete target.dataset.quiet, true);

function showCaptions(video) {
  if ("captions" in wishes) for (const track of video.textTracks) track.mode = "showing";
}

// Long films in pieces, in the quality that the line bears: by Media Source, with a library that comes now and not before.
// Where that is not to be had the MP4 plays on.
async function stream(video) {
  const { playlist } = video.dataset;
  const library = viewer?.dataset.hls; // where there is a viewer
  if (!playlist || !library || "streaming" in video.dataset || video.currentTime > 0 || !window.MediaSource) return;
  video.dataset.streaming = "asked";
  const Hls = await libraryOf(library).catch(() => null);
  if (!Hls?.isSupported()) return;
  const at = video.currentTime || -1; // what played meanwhile is not played again
  const player = new Hls({ enableWorker: false, capLevelToPlayerSize: true, maxBufferLength: 30, startPosition: at });
  const wanted = !video.paused;
  const fall = video.currentSrc || video.querySelector("source")?.src;
  player.on(Hls.Events.ERROR, (_, { fatal }) => {
    if (!fatal) return;
    player.destroy();
    video.dataset.streaming = "failed";
    video.src = fall;
    video.play().catch(() => {});
  });
  player.on(Hls.Events.MANIFEST_PARSED, () => {
    video.dataset.streaming = "hls";
    if (wanted) video.play().catch(() => {});
  });
  player.loadSource(playlist);
  player.attachMedia(video);
}

function libraryOf(address) {
  libraryOf.coming ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    script.onload = () => resolve(window.Hls);
    script.onerror = () => reject(new Error("no library"));
    document.head.append(script);
  });
  return libraryOf.coming;
}

// -- The viewer --------------------------------------------------------------------------------------

const viewer = document.getElementById("viewer");
const view = { links: [], at: 0, touch: null };
const SWIPE = 48; // pixels that a finger travels to mean the next one

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-view-media]");
  if (!link || !viewer || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  view.links = [...link.closest("[data-gallery]").querySelectorAll("[data-view-media]")];
  view.opener = link;
  for (const media of document.querySelectorAll("video, audio")) media.pause();
  viewer.showModal();
  showAt(view.links.indexOf(link));
});

function showAt(at) {
  view.at = (at + view.links.length) % view.links.length;
  const link = view.links[view.at];
  const alt = link.querySelector("img")?.alt ?? "";
  const stage = viewer.querySelector(".viewer-stage");
  stage.replaceChildren(link.dataset.viewMedia === "image" ? pictureOf(link, alt) : filmOf(link, alt));
  viewer.querySelector("[data-at]").textContent = String(view.at + 1);
  viewer.querySelector("[data-all]").textContent = String(view.links.length);
  viewer.classList.toggle("viewer-alone", view.links.length < 2);
  const words = viewer.querySelector(".viewer-words");
  words.textContent = alt;
  words.hidden = !alt;
  const next = view.links[(view.at + 1) % view.links.length];
  if (next.dataset.viewMedia === "image" && next !== link) new Image().src = next.href; // the next one is there at once
}

function sized(element, { width, height }) {
  if (width && height) Object.assign(element, { width: Number(width), height: Number(height) });
  return element;
}

function pictureOf(link, alt) {
  const small = link.querySelector("img");
  const image = Object.assign(new Image(), { alt, decoding: "async", srcset: small.srcset, sizes: "100vw", src: link.href });
  return sized(image, link.dataset);
}

function filmOf({ href, dataset }, alt) {
  const isGif = dataset.viewMedia === "gif";
  const video = Object.assign(document.createElement("video"), { controls: true, playsInline: true, loop: isGif, muted: isGif, preload: "metadata" });
  if (dataset.poster) video.poster = dataset.poster;
  if (dataset.playlist) video.dataset.playlist = dataset.playlist;
  if (alt) video.setAttribute("aria-label", alt);
  if (dataset.captions) video.append(Object.assign(document.createElement("track"), { kind: "captions", src: dataset.captions }));
  video.src = href;
  showCaptions(video);
  if (!isGif || playsByItself()) video.play().catch(() => {});
  return sized(video, dataset);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

viewer?.addEventListener("keydown", (event) => {
  const rtl = document.documentElement.dir === "rtl" && event.key.startsWith("Arrow") ? -1 : 1;
  if (event.key === "Home") showAt(0);
  else if (event.key === "End") showAt(-1);
  else if (event.key in STEPS && !event.target.matches("video")) showAt(view.at + STEPS[event.key] * rtl);
  else return;
  event.preventDefault();
});

viewer?.addEventListener("click", ({ target }) => {
  const step = target.closest("[data-step]");
  if (step) showAt(view.at + Number(step.dataset.step));
  else if (target.matches(".viewer-stage, #viewer")) viewer.close();
});

viewer?.addEventListener("close", () => {
  viewer.querySelector(".viewer-stage").replaceChildren(); // what played is quiet
  (view.links[view.at]?.closest("[hidden]") ? view.opener : view.links[view.at])?.focus();
});

viewer?.addEventListener("touchstart", ({ touches }) => (view.touch = touches.length === 1 ? touches[0] : null), { passive: true });
viewer?.addEventListener("touchend", ({ changedTouches: [end], target }) => {
  const start = view.touch;
  view.touch = null;
  if (!start || target.matches("video")) return;
  const [x, y] = [end.clientX - start.clientX, end.clientY - start.clientY];
  if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) showAt(view.at - Math.sign(x) * (document.documentElement.dir === "rtl" ? -1 : 1));
  else if (y > 2 * SWIPE && y > 2 * Math.abs(x)) viewer.close();
});

document.addEventListener("htmx:load", ({ detail }) => prepareMedia(detail.elt.parentElement ?? document));
prepareMedia(document);
