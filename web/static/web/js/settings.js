// The settings: choices about the look are seen at once, switches that were refused turn back, zones are offered.
"use strict";

const root = document.documentElement;
const DARK = { dark: "all", light: "not all", system: "(prefers-color-scheme: dark)" };

const percentOf = (scale) => Math.round(scale * 20) * 5; // scale.css has a rule for each step of 5 per cent

function applyLook(form) {
  const { theme, high_contrast, reduce_motion, font_scale } = form.elements;
  root.dataset.theme = theme.value;
  document.getElementById("dark").media = DARK[theme.value];
  document.querySelector("meta[name=theme-color][media]").media = DARK[theme.value];
  document.getElementById("contrast").media = high_contrast.checked ? "all" : "(prefers-contrast: more)";
  root.toggleAttribute("data-still", reduce_motion.checked);
  const percent = percentOf(font_scale.value);
  form.querySelector("[data-percent]").textContent = `${percent} %`;
  // While the slider moves only the sample grows: the slider must not run away from under the finger.
  form.querySelector("[data-sample]").style.fontSize = `calc(1rem * ${percent} / ${parseInt(root.dataset.scale, 10)})`;
}

// A saved size of text moves everything, and takes neither the focus nor a key that is pressed meanwhile.
function applyScale(form, percent) {
  root.dataset.scale = percent;
  root.toggleAttribute("data-large", percent >= 120);
  applyLook(form);
}

document.addEventListener("input", ({ target }) => target.form?.matches("[data-look]") && applyLook(target.form));

// Another language comes with the page itself, once it was saved.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { elt, xhr, successful, requestConfig } = detail;
  const changed = requestConfig.triggeringEvent?.target;
  const saved = successful && xhr.status < 400; // a refusal that has its place is a success to HTMX
  if (saved && elt.matches("[data-look]")) {
    if (changed?.matches("[name=language]")) location.reload();
    else applyScale(elt, percentOf(requestConfig.parameters.font_scale));
  }
  if (!saved && changed?.matches("[type=checkbox]")) changed.checked = !changed.checked;
});

// Time zones: the browser knows their names, the page need not bring them along.
const zones = document.getElementById("time-zones");
if (zones && Intl.supportedValuesOf) {
  document.querySelector("[name=time_zone]").addEventListener("focus", fillZones, { once: true });
}

function fillZones() {
  zones.append(
    ...Intl.supportedValuesOf("timeZone").map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
}

const here = document.querySelector("[data-zone]");
if (here) {
  const field = document.querySelector("[name=time_zone]");
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Nobody chose the zone that everybody begins with.
  if (name && field.value === "UTC" && !field.form.elements.enabled.checked) field.value = name;
  here.hidden = !name || field.value === name;
  here.addEventListener("click", () => {
    field.value = name;
    here.hidden = true;
  });
}
