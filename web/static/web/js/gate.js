// The gate: a button that counts down until another mail may be asked for, and tokens that arrive behind the `#`.
"use strict";

for (const button of document.querySelectorAll("[data-wait]")) countDown(button, Number(button.dataset.wait));

function countDown(button, seconds) {
  const label = button.textContent;
  const until = Date.now() + seconds * 1000; // a tab that slept does not count on from where it was
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.waiting.replace("{}", left) : label;
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
}

const token = document.querySelector("[data-arrival]");
if (token) arrive(token, new URLSearchParams(location.hash.slice(1)));

function arrive(input, told) {
  history.replaceState(null, "", location.pathname);
  const { form } = input;
  input.value = told.get("access_token") ?? "";
  form.elements.type.value = told.get("type") ?? "";
  const said = told.get("error_code") ?? told.get("error") ?? (told.has("message") ? "message" : null);
  if (said) location.replace(`${location.pathname}?said=${encodeURIComponent(said)}`);
  else if (!input.value) location.replace("/"); // a page that was read before
  else form.requestSubmit(form.querySelector("button")); // whose account it is, is asked then
}
