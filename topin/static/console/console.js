// The content security policy runs no inline style, and the console shows no indicators that would need it.
htmx.config.includeIndicatorStyles = false;

// Keys of a page: those that `aria-keyshortcuts` names lead to their element, and never do anything by themselves.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) typing.form?.requestSubmit();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "center" });
});

// Phrases that are put into a field, to be finished there.
addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]");
  if (!phrase) return;
  const field = document.getElementById(phrase.dataset.into);
  field.value = [field.value.trim(), phrase.dataset.phrase].filter(Boolean).join(" ");
  field.focus();
});
