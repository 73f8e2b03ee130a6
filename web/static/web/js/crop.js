// Choosing the part of a picture that is shown: on a canvas, by pointer, fingers or keyboard.
// What leaves the browser is that part only. What this browser cannot decode goes as it is: the server crops the middle.
"use strict";

const dialog = document.getElementById("crop");
const canvas = dialog.querySelector("canvas");
const slider = document.getElementById("crop-zoom");
const MAX_ZOOM = Number(slider.max);
const STEP = 24; // canvas pixels that an arrow key moves
const QUALITY = 0.92;
const SLACK = 4; // pixels a click may tremble

let form, image, zoom, centre;
const pointers = new Map();
let travelled = 0;

document.addEventListener("change", async ({ target }) => {
  if (!target.form?.matches("[data-crop]") || !target.files?.length) return;
  form = target.form;
  const decoded = await createImageBitmap(target.files[0]).catch(() => null);
  if (!decoded) return form.submit();
  open(decoded);
});

function open(decoded) {
  image = decoded;
  canvas.width = Number(form.dataset.width);
  canvas.height = Number(form.dataset.height);
  centre = { x: image.width / 2, y: image.height / 2 };
  dialog.showModal();
  setZoom(1);
  canvas.focus();
}

// Canvas pixels per pixel of the picture: at zoom 1 it just covers the frame.
function scale() {
  return zoom * Math.max(canvas.width / image.width, canvas.height / image.height);
}

function setZoom(value) {
  zoom = Math.min(MAX_ZOOM, Math.max(1, value));
  slider.value = zoom;
  draw();
}

function moveBy(x, y) {
  centre.x += x / scale();
  centre.y += y / scale();
  draw();
}

function draw() {
  const width = canvas.width / scale();
  const height = canvas.height / scale();
  centre.x = Math.min(image.width - width / 2, Math.max(width / 2, centre.x));
  centre.y = Math.min(image.height - height / 2, Math.max(height / 2, centre.y));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, canvas.width, canvas.height);
  paint(context, width, height);
  if (form.dataset.crop === "avatar") veil(context);
}

function paint(context, width, height) {
  context.drawImage(image, centre.x - width / 2, centre.y - height / 2, width, height, 0, 0, canvas.width, canvas.height);
}

// Avatars are shown round: the corners are dimmed, though they are sent.
function veil(context) {
  context.fillStyle = "rgb(0 0 0 / 45%)";
  context.beginPath();
  context.rect(0, 0, canvas.width, canvas.height);
  context.arc(canvas.width / 2, canvas.height / 2, canvas.width / 2, 0, 2 * Math.PI, true);
  context.fill();
}

const KEYS = {
  ArrowLeft: () => moveBy(-STEP, 0),
  ArrowRight: () => moveBy(STEP, 0),
  ArrowUp: () => moveBy(0, -STEP),
  ArrowDown: () => moveBy(0, STEP),
  "+": () => setZoom(zoom * 1.1),
  "=": () => setZoom(zoom * 1.1),
  "-": () => setZoom(zoom / 1.1),
  Enter: () => finish(),
};

canvas.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

slider.addEventListener("input", () => setZoom(Number(slider.value)));

canvas.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    setZoom(zoom * Math.exp(-event.deltaY / 500));
  },
  { passive: false },
);

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, event);
  travelled = 0;
});

canvas.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const spread = spreadOf();
  pointers.set(event.pointerId, event);
  const ratio = canvas.width / canvas.clientWidth; // canvas pixels per pixel of the screen
  travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  moveBy(((before.clientX - event.clientX) * ratio) / pointers.size, ((before.clientY - event.clientY) * ratio) / pointers.size);
  if (spread) setZoom((zoom * spreadOf()) / spread);
});

for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, letGo);

function letGo(event) {
  const alone = pointers.size === 1;
  if (!pointers.delete(event.pointerId) || !alone || travelled > SLACK || event.type === "pointercancel") return;
  // A click: what was clicked on becomes the middle, for those who cannot drag.
  const ratio = canvas.width / canvas.clientWidth;
  moveBy(event.offsetX * ratio - canvas.width / 2, event.offsetY * ratio - canvas.height / 2);
}

// How far two fingers are apart; 0 for one.
function spreadOf() {
  if (pointers.size !== 2) return 0;
  const [a, b] = pointers.values();
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

dialog.querySelector("[data-cropped]").addEventListener("click", finish);
dialog.addEventListener("close", () => {
  pointers.clear();
  if (dialog.returnValue !== "cropped") form.reset();
  dialog.returnValue = "";
});

async function finish() {
  const { file } = form.elements;
  const type = file.files[0].type === "image/jpeg" ? "image/jpeg" : "image/png";
  const result = document.createElement("canvas");
  Object.assign(result, { width: canvas.width, height: canvas.height });
  paint(result.getContext("2d"), canvas.width / scale(), canvas.height / scale());
  const blob = await new Promise((resolve) => result.toBlob(resolve, type, QUALITY));
  const chosen = new DataTransfer();
  chosen.items.add(new File([blob], `${form.dataset.crop}.${type.slice(6)}`, { type }));
  file.files = chosen.files;
  dialog.close("cropped");
  form.submit();
}
