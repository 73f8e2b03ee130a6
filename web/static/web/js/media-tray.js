// The tray of a composer: what was chosen for the post, how far each is, in which order, and in what words.
// Loaded when the first file comes, or where something lies in the tray already.

const AT_ONCE = 2; // files on their way
const LOOKS = [1, 1.5, 2, 3, 5, 8, 13, 20]; // seconds until the state is asked for again, while the socket says nothing
const trays = new WeakMap();

export function trayOf(form, uploader, words) {
  if (!trays.has(form)) trays.set(form, new Tray(form, uploader, words));
  return trays.get(form);
}

class Tray {
  constructor(form, uploader, words) {
    Object.assign(this, { form, uploader, words, place: form.querySelector("[data-tray]"), running: 0, waiting: [] });
    this.list = this.place.querySelector("[data-tiles]");
    this.say = (name, values = {}) =>
      Object.entries(values).reduce((text, [key, value]) => text.replace(`%${key}`, value), this.place.dataset[`say${name}`]);
    for (const element of this.tiles()) this.adopt(element);
    this.listen();
    this.restore();
    this.changed();
  }

  tiles = () => [...this.list.children];
  key = () => `topin-unsent:${this.form.dataset.keep}:media`;
  isNew = () => this.form.id !== "edit-post";

  listen() {
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      event.preventDefault();
      this.do(button.dataset.do, button.closest(".tile"), button);
    });
    this.place.querySelector("[data-describe]").addEventListener("click", () => this.describe(this.undescribed()[0]));
    this.form.addEventListener("reset", () => this.clear());
    document.addEventListener("topin:media", ({ detail }) => this.heard(detail));
    this.listenToDrags();
  }

  // -- Taking in ----------------------------------------------------------------------------------

  add(files) {
    const room = Number(this.place.dataset.most) - this.tiles().length;
    if (files.length > room) showToast(this.say("Most"));
    for (const file of files.slice(0, Math.max(0, room))) this.begin(this.newTile(file));
    this.changed();
  }

  newTile(file) {
    const element = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    const kind = file.type.split("/")[0];
    element.dataset.kind = kind;
    this.list.append(element);
    const tile = this.adopt(element);
    Object.assign(tile, { file, preview: ["image", "video"].includes(kind) && URL.createObjectURL(file) });
    element.querySelector("[data-name]").textContent = file.name;
    if (tile.preview) this.show(element, tile.preview, kind);
    if (kind === "audio") this.showSound(element, file.name);
    return element;
  }

  adopt(element) {
    element.draggable = true;
    const alt = element.querySelector("[data-alt]");
    element.tile = { alt, stop: new AbortController(), id: element.dataset.tile };
    if (this.isNew()) alt.disabled = true; // it is kept with the medium as soon as it is written
    if (["pending", "processing"].includes(element.dataset.status)) this.watch(element);
    return element.tile;
  }

  // Browsers cannot show every picture that may be posted: then a sign stands for it until it is ready.
  show(element, address, kind) {
    const face = element.querySelector(".tile-face");
    const signs = [...face.children];
    const shown = document.createElement(kind === "video" ? "video" : "img");
    Object.assign(shown, kind === "video" ? { muted: true, preload: "metadata" } : { alt: "" });
    shown.onerror = () => {
      face.replaceChildren(...signs);
      if (element.tile.preview === address) element.tile.preview = "";
    };
    shown.src = address;
    face.replaceChildren(shown);
  }

  showSound(element, name = "") {
    const face = element.querySelector(".tile-face");
    const use = face.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#sound"));
    if (name) face.append(Object.assign(document.createElement("span"), { className: "tile-name", textContent: name }));
  }

  begin(element) {
    this.state(element, "hashing", 0);
    if (this.running >= AT_ONCE) return void this.waiting.push(element);
    this.running++;
    this.send(element).finally(() => {
      this.running--;
      const next = this.waiting.shift();
      if (next) this.begin(next);
    });
  }

  async send(element) {
    const { tile } = element;
    const { signal } = tile.stop;
    const tell = (state, share) => !signal.aborted && this.state(element, state, share === undefined ? undefined : Math.floor(share * 100));
    const announced = tile.alt.value;
    const known = (media) => {
      this.name(element, media.id);
      if (this.isNew() && tile.alt.value !== announced) this.saveWords(element, tile.alt.value);
    };
    try {
      const media = await this.uploader.upload(tile.file, announced, { purpose: this.form.dataset.composer, signal, tell, known });
      this.heard(media);
      if (element.dataset.status !== "ready") this.watch(element);
    } catch (error) {
      if (signal.aborted) return;
      this.fail(element, error.message && error instanceof this.uploader.Refused ? error.message : "");
    }
  }

  name(element, id) {
    element.dataset.tile = element.tile.id = id;
    Object.assign(element.querySelector("[name=media_id]"), { value: id, disabled: false });
    element.tile.alt.name = `alt_text:${id}`;
    if (!this.isNew()) element.tile.alt.disabled = false;
    this.keep();
  }

  // -- How far it is ------------------------------------------------------------------------------

  async watch(element) {
    const { id, stop } = element.tile;
    for (let look = 0; !stop.signal.aborted && ["pending", "processing"].includes(element.dataset.status); look++) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * LOOKS[Math.min(look, LOOKS.length - 1)]));
      if (stop.signal.aborted || !element.isConnected) return;
      const media = await this.uploader.ask("GET", `/${id}`).catch((error) => error.status === 404 && this.remove(element));
      if (media?.id) this.heard(media);
    }
  }

  heard(media) {
    const element = this.tiles().find((each) => each.dataset.tile === media.id);
    if (!element) return;
    element.dataset.kind = media.kind;
    if (media.status === "failed") return this.fail(element, media.failure?.message);
    if (media.status === "ready" && media.thumbnail_url && !element.tile.preview) this.show(element, media.thumbnail_url, "image");
    if (media.status !== "pending") this.state(element, media.status, media.status === "processing" ? media.progress : 100);
  }

  state(element, status, percent) {
    const { dataset } = element;
    const before = dataset.status;
    dataset.status = status;
    const bar = element.querySelector("progress");
    if (percent === undefined) bar.removeAttribute("value");
    else bar.value = percent;
    const words = this.say(status[0].toUpperCase() + status.slice(1));
    element.querySelector("[data-words]").textContent = percent === undefined ? words : `${words} ${percent} %`;
    if (before !== status) this.changed();
  }

  fail(element, message) {
    element.querySelector("[data-fault]").textContent = message || this.say("Failed");
    this.state(element, "failed");
  }

  // What the post waits for is said once a change, and the button goes with it (composer.js).
  changed() {
    const tiles = this.tiles();
    const count = (status) => tiles.filter((each) => each.dataset.status === status).length;
    const ready = count("ready");
    const words = count("failed") ? this.say("Fix") : ready < tiles.length ? this.say("Wait", { n: ready, all: tiles.length }) : "";
    const state = this.place.querySelector("[data-state]");
    if (state.textContent !== words) state.textContent = words;
    if (words) this.form.dataset.waits = words;
    else delete this.form.dataset.waits;
    const missing = this.undescribed().length;
    const button = this.place.querySelector("[data-describe]");
    button.hidden = !missing;
    button.querySelector("[data-describe-words]").textContent = this.say("Describe", { n: missing });
    this.place.classList.toggle("tray-filled", tiles.length > 0);
    this.keep();
    this.form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // -- What one does with it ----------------------------------------------------------------------

  do(deed, element, button) {
    if (deed === "alt") this.describe(element);
    if (deed === "earlier") this.move(element, -1, button);
    if (deed === "later") this.move(element, 1, button);
    if (deed === "retry") this.retry(element);
    if (deed === "remove") this.take(element);
  }

  move(element, step, button) {
    const tiles = this.tiles();
    const to = tiles.indexOf(element) + step;
    if (to < 0 || to >= tiles.length) return;
    if (step < 0) tiles[to].before(element);
    else tiles[to].after(element);
    button?.focus();
    this.moved(element);
  }

  moved(element) {
    const tiles = this.tiles();
    this.changed();
    this.place.querySelector("[data-state]").textContent = this.say("Moved", { n: tiles.indexOf(element) + 1, all: tiles.length });
  }

  async retry(element) {
    const { tile } = element;
    const isKept = await this.uploader.ask("POST", `/${tile.id}/retry`, {}).catch(() => null);
    if (isKept) {
      this.state(element, "processing", 0);
      this.heard(isKept);
      return this.watch(element);
    }
    if (!tile.file) return this.fail(element, "");
    if (tile.id) this.uploader.ask("DELETE", `/${tile.id}`).catch(() => {}); // a new one takes its place
    this.begin(element);
  }

  take(element) {
    const next = element.nextElementSibling ?? element.previousElementSibling;
    this.remove(element);
    this.place.querySelector("[data-state]").textContent ||= this.say("Removed");
    (next?.querySelector("[data-do=remove]") ?? this.form.elements.text).focus();
    // While the post is edited it still has it; what nobody saves goes by itself after a day.
    if (this.isNew() && element.tile.id) this.uploader.ask("DELETE", `/${element.tile.id}`).catch(() => {});
  }

  remove(element) {
    element.tile.stop.abort(new DOMException("removed", "AbortError"));
    if (element.tile.preview) URL.revokeObjectURL(element.tile.preview);
    this.waiting = this.waiting.filter((each) => each !== element);
    element.remove();
    this.changed();
  }

  // Sent: they belong to the post now.
  clear() {
    sessionStorage.removeItem(this.key());
    for (const element of this.tiles()) this.remove(element);
  }

  // -- In words -----------------------------------------------------------------------------------

  undescribed = () => this.tiles().filter((each) => each.dataset.status !== "failed" && !each.tile.alt.value.trim());

  describe(element) {
    if (!element) return;
    this.words.ask(element.querySelector(".tile-face"), element.tile.alt.value, (text) => {
      const button = element.querySelector("[data-do=alt]");
      element.tile.alt.value = text;
      button.setAttribute("aria-pressed", String(Boolean(text)));
      button.focus();
      if (this.isNew() && element.tile.id) this.saveWords(element, text);
      this.changed();
    });
  }

  saveWords(element, words) {
    this.uploader
      .ask("PUT", `/${element.tile.id}`, { alt_text: words })
      .catch(() => (element.tile.alt.disabled = false)); // then it goes with the post
  }

  // -- By hand ------------------------------------------------------------------------------------

  listenToDrags() {
    let dragged = null;
    this.list.addEventListener("dragstart", (event) => {
      dragged = event.target.closest(".tile");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      dragged.classList.add("dragged");
    });
    this.list.addEventListener("dragover", (event) => {
      const over = event.target.closest(".tile");
      if (!dragged) return;
      event.preventDefault();
      if (!over || over === dragged) return;
      const tiles = this.tiles();
      if (tiles.indexOf(over) > tiles.indexOf(dragged)) over.after(dragged);
      else over.before(dragged);
    });
    this.list.addEventListener("dragend", () => {
      if (!dragged) return;
      dragged.classList.remove("dragged");
      this.moved(dragged);
      dragged = null;
    });
  }

  // -- Until it is sent ---------------------------------------------------------------------------

  keep() {
    const ids = this.tiles().map((each) => each.dataset.tile).filter(Boolean);
    if (!this.isNew() || !ids.length) sessionStorage.removeItem(this.key());
    else sessionStorage.setItem(this.key(), JSON.stringify(ids));
  }

  // After the page was left: what had arrived is there again. Half a file cannot go on without the file.
  async restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.key()) ?? "[]");
    if (!this.isNew() || this.tiles().length || !kept.length) return;
    const found = await Promise.all(kept.map((id) => this.uploader.ask("GET", `/${id}`).catch(() => null)));
    for (const media of found) {
      if (media?.status === "pending") this.uploader.ask("DELETE", `/${media.id}`).catch(() => {});
      else if (media) this.bring(media);
    }
    this.changed();
  }

  bring(media) {
    const element = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    this.list.append(element);
    element.dataset.status = media.status;
    element.dataset.tile = media.id;
    this.adopt(element);
    this.name(element, media.id);
    if (media.kind === "audio") this.showSound(element);
    element.tile.alt.value = media.alt_text;
    element.querySelector("[data-do=alt]").setAttribute("aria-pressed", String(Boolean(media.alt_text)));
    this.heard(media);
  }
}
