// What the tours share: the official clients, the mail folder, and time-based codes.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GoTrueClient } from "@supabase/auth-js";

export const password = "correct horse battery staple";
export const newEmail = () => `${randomUUID()}@topin.test`;

// A browser's storage, so that PKCE finds its verifier again.
const storage = () => {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
};

export const open = (url, options = {}) =>
  new GoTrueClient({
    url,
    headers: { apikey: "sb_publishable_any", Authorization: "Bearer sb_publishable_any" },
    autoRefreshToken: false,
    persistSession: true,
    detectSessionInUrl: false,
    storage: storage(),
    ...options,
  });

export const good = ({ data, error }) => {
  assert.equal(error, null);
  return data;
};

export const refused = async (answer, code, status) => {
  const { error } = await answer;
  assert.ok(error, `${code} was expected`);
  assert.equal(error.code, code);
  if (status) assert.equal(error.status, status);
  return error;
};

// The mails of a folder, one .eml a message; each is handed out once.
export class Mailbox {
  #seen = new Set();

  constructor(folder) {
    this.folder = folder;
  }

  // {subject, text, code, link} of the next mail to this address that holds a code: notices come by themselves.
  async next(address) {
    for (let i = 0; i < 300; i++) {
      const found = await this.#find(address);
      if (found?.code) return found;
      await pause(100);
    }
    throw new Error(`No mail came to ${address}`);
  }

  async #find(address) {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((n) => n.endsWith(".eml") && !this.#seen.has(n)).sort()) {
      const raw = await readFile(join(this.folder, name), "utf8");
      if (!header(raw, "To").includes(address)) continue;
      this.#seen.add(name);
      const text = plainText(raw);
      return { subject: header(raw, "Subject"), text, code: text.match(/^\s*(\d{6,10})\s*$/m)?.[1], link: text.match(/https?:\S+/)?.[0] };
    }
    return null;
  }
}

const header = (raw, name) => raw.match(new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, "mi"))?.[1] ?? "";

const plainText = (raw) => {
  const part = raw.slice(raw.search(/content-type: text\/plain/i));
  const [head, ...rest] = part.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n").split(/\r?\n--/)[0];
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};

// RFC 6238, 30 seconds, six digits.
export const totp = (secret, moment = Date.now()) => {
  const bits = [...secret.replace(/=+$/, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(moment / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

// Where a link of a mail leads: the address of its redirect, with query and fragment as one map.
export const follow = async (link) => {
  const answer = await fetch(link, { redirect: "manual" });
  assert.equal(answer.status, 303, await answer.text());
  const target = new URL(answer.headers.get("location"));
  const fields = new URLSearchParams([...target.searchParams, ...new URLSearchParams(target.hash.slice(1))]);
  return { target, fields };
};
