// One file on its way: announced, sent straight to the storage, said to be complete. What breaks off is taken up again.
// Loaded by the composer when the first file comes.

const SLICE = 4 * 1024 * 1024; // bytes read at a time, so that a film never lies in memory as a whole
const AT_ONCE = 32 * 1024 * 1024; // up to here the browser's own code does it, in one go
const PAUSES = [1, 2, 4, 8, 15, 30, 30, 30]; // seconds between tries of one step

export class Refused extends Error {
  constructor({ status, code, detail }) {
    super(detail ?? "");
    Object.assign(this, { status, code });
  }
}

const isPassing = (error) => !(error instanceof Refused) || error.status === 429 || error.status >= 500;

// Does `step` until it works, is refused for good, or nobody wants it any more.
async function patiently(step, { signal, tell }) {
  for (const pause of [...PAUSES, null]) {
    signal.throwIfAborted();
    try {
      return await step();
    } catch (error) {
      if (signal.aborted || !isPassing(error) || pause === null) throw error;
      tell("waiting");
      await rest(pause * 1000 * (0.75 + Math.random() / 2), signal);
    }
  }
}

// As long, or until the connection is back.
function rest(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done, { once: true });
  });
}

export async function ask(method, path, body, signal) {
  const response = await fetch(`/api/media${path}`, {
    method,
    signal,
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf },
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Refused({ status: response.status, code: problem.code, detail: problem.errors?.[0]?.message ?? problem.detail });
}

// `tell(state, percent)`: hashing, uploading, waiting (for the connection). Returns Media, processing from then on.
// `known(media)` is called as soon as there is an id, for whoever wants to remove it meanwhile.
export async function upload(file, altText, { purpose, signal, tell, known }) {
  tell("hashing", 0);
  const sha256 = await hashOf(file, (share) => tell("hashing", share), signal);
  const facts = { filename: file.name || "file", content_type: typeOf(file), size: file.size, sha256, alt_text: altText, purpose };
  const { media, upload: where } = await patiently(() => ask("POST", "", facts, signal), { signal, tell });
  known(media);
  const parts = where.parts ?? [{ number: 1, url: where.url }];
  const state = { file, id: media.id, headers: where.headers, size: where.part_size ?? file.size, signal, tell };
  await sendAll(state, parts);
  for (let again = 0; ; again++) {
    try {
      return await patiently(() => ask("POST", `/${media.id}/complete`, {}, signal), { signal, tell });
    } catch (error) {
      if (error.code !== "upload_incomplete" || again > 2) throw error;
      await sendAll(state, await missingOf(state)); // something did not arrive: only that is sent again
    }
  }
}

const TYPES = { heic: "image/heic", heif: "image/heif", avif: "image/avif", mov: "video/quicktime", m4a: "audio/mp4", flac: "audio/flac" };

// Some systems do not know the newer endings.
function typeOf(file) {
  return file.type || TYPES[file.name.split(".").pop().toLowerCase()] || "application/octet-stream";
}

async function sendAll(state, parts) {
  const sent = new Map(range(state).map((number) => [number, parts.some((part) => part.number === number) ? 0 : sizeOf(state, number)]));
  const note = (number, bytes) => {
    sent.set(number, bytes);
    tellShare();
  };
  const tellShare = () => state.tell("uploading", [...sent.values()].reduce((sum, each) => sum + each, 0) / state.file.size);
  tellShare();
  for (const part of parts) await sendPart(state, part, note);
}

async function sendPart(state, { number, url }, note) {
  let address = url;
  await patiently(async () => {
    try {
      await put(state, number, address, (bytes) => note(number, bytes));
    } catch (error) {
      note(number, 0);
      if (error.status !== 403) throw error;
      const { parts } = await ask("POST", `/${state.id}/parts`, { numbers: [number] }, state.signal); // it had expired
      address = parts[0].url;
      await put(state, number, address, (bytes) => note(number, bytes));
    }
  }, state);
  note(number, sizeOf(state, number));
}

async function missingOf(state) {
  const ids = range(state);
  const { uploaded } = await patiently(() => ask("POST", `/${state.id}/parts`, { numbers: [] }, state.signal), state);
  const numbers = ids.filter((number) => !uploaded.includes(number));
  const fresh = numbers.length ? numbers : ids;
  return (await patiently(() => ask("POST", `/${state.id}/parts`, { numbers: fresh }, state.signal), state)).parts;
}

const range = ({ file, size }) => Array.from({ length: Math.ceil(file.size / size) }, (_, at) => at + 1);
const sizeOf = ({ file, size }, number) => Math.min(size, file.size - (number - 1) * size);

// fetch does not tell how far a body has come; XHR does.
function put({ file, headers, size, signal }, number, url, note) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const start = (number - 1) * size;
    xhr.open("PUT", url);
    for (const [name, value] of Object.entries(headers ?? {})) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded }) => note(loaded);
    xhr.onload = () => (xhr.status < 300 ? resolve() : reject(new Refused({ status: xhr.status, ...problemOf(xhr) })));
    xhr.onerror = xhr.ontimeout = () => reject(new TypeError("the connection broke off"));
    xhr.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(file.slice(start, start + size));
  });
}

function problemOf(xhr) {
  try {
    return JSON.parse(xhr.responseText);
  } catch {
    return {}; // a bucket answers in XML
  }
}

// SHA-256 (FIPS 180-4), slice by slice: the browser's own takes a file as a whole only, and none without HTTPS --------

export async function hashOf(file, tell, signal) {
  if (file.size <= AT_ONCE && crypto.subtle) {
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  }
  const hash = new Sha256();
  for (let start = 0; start < file.size; start += SLICE) {
    signal?.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(start, start + SLICE).arrayBuffer()));
    tell(Math.min(1, (start + SLICE) / file.size));
  }
  return hash.digest();
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

export class Sha256 {
  constructor() {
    this.state = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
    this.words = new Int32Array(64);
    this.rest = new Uint8Array(0);
    this.length = 0;
  }

  update(bytes) {
    this.length += bytes.length;
    let whole = bytes;
    if (this.rest.length) {
      whole = new Uint8Array(this.rest.length + bytes.length);
      whole.set(this.rest);
      whole.set(bytes, this.rest.length);
    }
    const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
    let at = 0;
    for (; at + 64 <= whole.length; at += 64) this.block(view, at);
    this.rest = whole.slice(at);
    return this;
  }

  block(view, at) {
    const { words: w, state } = this;
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] + value) | 0));
  }

  digest() {
    const bits = this.length * 8;
    const end = new Uint8Array(((this.rest.length + 9 + 63) & ~63) - this.rest.length);
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(end.length - 4, bits >>> 0);
    this.update(end);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
