// Hints below the search field: a combobox as WAI-ARIA describes it. Without a script the form still searches.

const finder = document.querySelector("[data-find]");
const wanted = finder?.querySelector("[role=combobox]");
const hints = finder?.querySelector("[role=listbox]");
const spoken = finder?.querySelector("[role=status]");
let active = -1;

function options() {
  return [...hints.querySelectorAll("[role=option]")];
}

function show(isShown) {
  hints.hidden = !isShown;
  wanted.setAttribute("aria-expanded", isShown);
  if (!isShown) mark(-1);
}

function mark(index) {
  const all = options();
  all[active]?.setAttribute("aria-selected", false);
  active = index;
  const option = all[active];
  option?.setAttribute("aria-selected", true);
  option?.scrollIntoView({ block: "nearest" });
  if (option) wanted.setAttribute("aria-activedescendant", option.id);
  else wanted.removeAttribute("aria-activedescendant");
}

// Past the last is the field itself again, and then the first.
function step(by) {
  const count = options().length;
  if (!count) return;
  if (hints.hidden) show(true);
  const next = active + by;
  mark(next >= count ? -1 : next < -1 ? count - 1 : next);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => options()[active]?.click(),
  Escape: () => show(false),
};

function obeyKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const passes = event.key === "Enter" ? active < 0 : event.key === "Escape" && hints.hidden;
  if (!(event.key in KEYS) || passes) return; // Enter sends the form, Escape empties the field
  event.preventDefault();
  KEYS[event.key]();
}

// What arrives after somebody left the field, or emptied it, is no longer wanted.
function arrived() {
  active = -1;
  const count = options().length;
  const isWanted = document.activeElement === wanted && wanted.value.trim() !== "";
  show(count > 0 && isWanted);
  spoken.textContent = isWanted ? (count > 1 ? spoken.dataset.some : spoken.dataset.none) : "";
}

if (finder) {
  wanted.addEventListener("keydown", obeyKey);
  wanted.addEventListener("input", () => (wanted.value.trim() ? mark(-1) : show(false)));
  wanted.addEventListener("focus", () => options().length && wanted.value.trim() && show(true));
  finder.addEventListener("focusout", ({ relatedTarget }) => finder.contains(relatedTarget) || show(false));
  hints.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  hints.addEventListener("htmx:afterSwap", arrived);
}
