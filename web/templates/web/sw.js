{% load static %}// Without a network, answers with the offline page and what it is made of; everything else passes untouched.
const KEPT = "topin-offline-1";
const OFFLINE = "{% url 'offline' %}";
const FILES = [
  OFFLINE,
  "{% static 'web/css/tokens.css' %}",
  "{% static 'web/css/dark.css' %}",
  "{% static 'web/css/contrast.css' %}",
  "{% static 'web/css/base.css' %}",
  "{% static 'web/css/layout.css' %}",
  "{% static 'web/css/components.css' %}",
  "{% static 'web/css/overlays.css' %}",
  "{% static 'web/css/avatars.css' %}",
  "{% static 'web/css/posts.css' %}",
  "{% static 'web/css/pages.css' %}",
  "{% static 'web/fonts/figtree-latin.woff2' %}",
  "{% static 'web/icons.svg' %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const stale = (names) => names.filter((name) => name !== KEPT).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(stale(names))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
