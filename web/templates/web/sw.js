{% load static i18n %}// Shows pushes and opens what they tell of. Without a network, answers with the offline page and what it is made of;
// everything else passes untouched, and nothing that belongs to a member is kept.
const KEPT = "topin-offline-{{ version }}";
const OFFLINE = "{% url 'offline' %}";
const NOTIFICATIONS = "{% url 'notifications' %}";
const FILES = [
  OFFLINE,{% for file in files %}
  "{{ file|escapejs }}",{% endfor %}
];
const SOMETHING = "{% filter escapejs %}{% translate 'There is something new for you.' %}{% endfilter %}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const stale = (names) => names.filter((name) => name !== KEPT).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(stale(names))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return; // going back to what a form brought, the browser asks before it sends it again
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

// -- Pushes -------------------------------------------------------------------------------------------

// One after the other: while one asks what is shown, Chromium forgets another that is about to be.
let showing = Promise.resolve();
self.addEventListener("push", (event) => {
  showing = showing.catch(() => {}).then(() => show(read(event.data)));
  event.waitUntil(showing);
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? NOTIFICATIONS));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event.newSubscription)));

// A push that cannot be read is shown all the same: browsers take the permission away where nothing is.
function read(data) {
  try {
    const { title, body, ...rest } = data.json();
    if (typeof title === "string" && typeof body === "string") return { title, body, ...rest };
  } catch {
    // said below
  }
  return { title: "TOPiN", body: SOMETHING };
}

async function show({ id, title, body, url, group_key, unread }) {
  const tag = String(group_key ?? "topin");
  const [before] = await self.registration.getNotifications({ tag });
  if (Number.isInteger(unread)) await navigator.setAppBadge?.(unread).catch(() => {});
  await self.registration.showNotification(title, {
    body,
    tag,
    renotify: Boolean(before) && before.data?.id !== id, // the same one twice rings once
    icon: "{% static 'web/icons/icon-192.png' %}",
    badge: "{% static 'web/icons/badge-96.png' %}",
    data: { id, url: pathOf(url) },
  });
}

// Of this site alone; whatever else is asked for, the list of notifications is right.
function pathOf(url) {
  if (typeof url !== "string" || !URL.canParse(url, self.location.origin)) return NOTIFICATIONS;
  const { origin, pathname, search, hash } = new URL(url, self.location.origin);
  return origin === self.location.origin ? pathname + search + hash : NOTIFICATIONS;
}

async function open(path) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = tabs.find(({ url }) => pathOf(url) === path);
  if (there) return there.focus().catch(() => {});
  // Where no window may be opened, the tab at hand goes there.
  return self.clients.openWindow(path).catch(() => tabs[0]?.navigate(path));
}

// The browser changed the address of its pushes, and no page may be open to say so.
async function renew(subscription) {
  const { key, csrf } = await (await fetch("{% url 'push_terms' %}")).json();
  subscription ??= await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await fetch("/api/notifications/devices", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ provider: "webpush", subscription }),
  });
}
