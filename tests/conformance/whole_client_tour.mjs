// supabase-js knows one address for everything: /api/auth/v1 below it is ours. Usage: node whole_client_tour.mjs <site>
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { good, newEmail, password } from "./client.mjs";

const [site] = process.argv.slice(2);
const client = createClient(`${site}/api`, "sb_publishable_any", {
  auth: { persistSession: false, autoRefreshToken: false },
  realtime: { transport: globalThis.WebSocket ?? class {} }, // older Node.js has none; nothing here opens a socket
});
const email = newEmail();
const made = good(await client.auth.signUp({ email, password, options: { data: { display_name: "Nora" } } }));
assert.equal(made.user.email, email);
const entered = good(await client.auth.signInWithPassword({ email, password }));
assert.equal(good(await client.auth.getUser()).user.id, made.user.id);
assert.equal(good(await client.auth.getClaims()).claims.sub, made.user.id);
const renewed = good(await client.auth.refreshSession());
assert.notEqual(renewed.session.refresh_token, entered.session.refresh_token);
good({ data: null, ...(await client.auth.signOut()) });
const { error } = await client.auth.getUser(renewed.session.access_token);
assert.equal(error.name, "AuthSessionMissingError");
console.log("ok");
