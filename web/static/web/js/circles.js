// The address of a new circle follows its name, until somebody writes another.
"use strict";

const slug = document.querySelector("[data-slug-of]");
const named = document.getElementById(slug?.dataset.slugOf);

function slugOf(text) {
  const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, "-").slice(0, slug.maxLength).replace(/^-+|-+$/g, "");
}

if (slug && named) {
  let follows = slug.value === slugOf(named.value);
  named.addEventListener("input", () => follows && (slug.value = slugOf(named.value)));
  slug.addEventListener("input", () => (follows = slug.value === ""));
}
