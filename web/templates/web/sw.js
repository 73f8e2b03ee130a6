{% load static %}// Answers a page with the offline page when there is no network; everything else passes untouched.
const KEPT = "topin-offline-2";
const OFFLINE = "{% url 'offline' %}";
const FILES = [
  OFFLINE,
  "{% static 'web/css/tokens.css' %}",
  "{% static 'web/css/dark.css' %}",
  "{% static 'web/css/base.css' %}",
  "{% static 'web/css/layout.css' %}",
  "{% static 'web/css/components.css' %}",
  "{% static 'web/css/pages.css' %}",
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
  }
});
