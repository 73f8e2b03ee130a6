// The life of a member's sign-in, told by the official client. Usage: node sign_in.mjs <url of /api/auth>
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { AuthWeakPasswordError, GoTrueClient } from "@supabase/auth-js";

const url = process.argv[2];
const open = () =>
  new GoTrueClient({
    url,
    headers: { apikey: "sb_publishable_any", Authorization: "Bearer sb_publishable_any" },
    autoRefreshToken: false,
    persistSession: false,
  });
const good = ({ data, error }) => {
  assert.equal(error, null);
  return data;
};

const email = `${randomUUID()}@topin.test`;
const password = "correct horse battery staple";
const auth = open();

const made = good(await auth.signUp({ email, password, options: { data: { display_name: "Nora" } } }));
assert.equal(made.user.email, email);
assert.equal(made.user.identities.length, 1);
assert.ok(made.session.access_token);

const weak = await open().signUp({ email: `${randomUUID()}@topin.test`, password: "iloveyou" });
assert.ok(weak.error instanceof AuthWeakPasswordError);
assert.deepEqual(weak.error.reasons, ["pwned"]);

const taken = await open().signUp({ email, password });
assert.equal(taken.error.code, "user_already_exists");

const wrong = await auth.signInWithPassword({ email, password: "not the password" });
assert.equal(wrong.error.code, "invalid_credentials");
assert.equal(wrong.error.status, 400);

const entered = good(await auth.signInWithPassword({ email, password }));
assert.equal(entered.user.user_metadata.display_name, "Nora");
assert.equal(good(await auth.getUser()).user.id, made.user.id);
assert.equal(good(await auth.getClaims()).claims.sub, made.user.id); // verified here, with the server's public key

const renewed = good(await auth.refreshSession());
assert.notEqual(renewed.session.refresh_token, entered.session.refresh_token);
const replayed = good(await open().refreshSession({ refresh_token: entered.session.refresh_token }));
assert.equal(replayed.session.refresh_token, renewed.session.refresh_token);

const changed = good(await auth.updateUser({ data: { colour: "blue", display_name: null } }));
assert.equal(changed.user.user_metadata.colour, "blue");
assert.ok(!("display_name" in changed.user.user_metadata));

good({ data: null, ...(await auth.signOut()) });
const after = await open().getUser(renewed.session.access_token);
assert.equal(after.error.name, "AuthSessionMissingError");
const gone = await open().refreshSession({ refresh_token: renewed.session.refresh_token });
assert.equal(gone.error.code, "refresh_token_not_found");
console.log("ok");
