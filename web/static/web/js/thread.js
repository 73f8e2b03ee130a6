// A link to a comment that is not on this page of the thread leads to the comment's own page.
"use strict";

const askedFor = location.hash.match(/^#comment-([0-9a-f-]{36})$/);
if (askedFor && !document.getElementById(location.hash.slice(1))) location.replace(`/comments/${askedFor[1]}${location.hash}`);

// One's own answer came before the others were shown: it stands once.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  for (const item of detail.target.closest?.("#comments")?.querySelectorAll(".comment-item") ?? []) {
    const same = document.querySelectorAll(`#${CSS.escape(item.id)}`);
    if (same.length > 1) same[same.length - 1].remove();
  }
});

// Times of what is scheduled, by the clock of this device.
for (const time of document.querySelectorAll("time[data-local]")) {
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}
