// The dialog in which somebody says what is to be seen or heard. Loaded by the composer with its tray.

const dialog = document.getElementById("describe");
const area = dialog.querySelector("textarea");
const button = dialog.querySelector("[data-described]");
let give = null;

// Asks for the words about what `face` shows; `then(words)` is called when they are given.
export function ask(face, words, then) {
  dialog.querySelector(".alt-dialog-face").replaceChildren(...face.cloneNode(true).children);
  area.value = words;
  give = then;
  countLeft();
  dialog.showModal();
  area.focus();
}

function countLeft() {
  const left = Number(dialog.dataset.limit) - countGraphemes(area.value); // of composer.js
  const place = dialog.querySelector("[data-left]");
  place.textContent = String(left);
  place.classList.toggle("over", left < 0);
  button.disabled = left < 0;
}

function done() {
  if (button.disabled) return;
  dialog.close();
  give(area.value.trim());
}

area.addEventListener("input", countLeft);
button.addEventListener("click", done);
area.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  done();
});
