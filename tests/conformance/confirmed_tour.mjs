// Every flow of a server that wants addresses confirmed. Usage: node confirmed_tour.mjs <url of /api/auth> <mail folder> <site>
import assert from "node:assert/strict";
import { Mailbox, follow, good, newEmail, open, password, refused } from "./client.mjs";

const [url, folder, site] = process.argv.slice(2);
const mailbox = new Mailbox(folder);

// Sign-up waits for its mail; the code of the mail opens the session.
const email = newEmail();
const auth = open(url);
const made = good(await auth.signUp({ email, password, options: { data: { display_name: "Nora" } } }));
assert.equal(made.session, null);
assert.equal(made.user.email, email);
assert.ok(made.user.confirmation_sent_at);
assert.equal(made.user.user_metadata.email_verified, false);
await refused(open(url).signInWithPassword({ email, password }), "email_not_confirmed", 400);
const first = await mailbox.next(email);
await refused(open(url).verifyOtp({ email, token: "000000", type: "signup" }), "otp_expired", 403);
const confirmed = good(await auth.verifyOtp({ email, token: first.code, type: "signup" }));
assert.equal(confirmed.user.user_metadata.email_verified, true);
assert.ok(confirmed.user.email_confirmed_at);
await refused(open(url).verifyOtp({ email, token: first.code, type: "signup" }), "otp_expired", 403);

// A taken address is answered with somebody made up, and nobody is written to.
const phantom = good(await open(url).signUp({ email, password: "another long password", options: { data: { a: 1 } } }));
assert.deepEqual(phantom.user.identities, []);
assert.notEqual(phantom.user.id, made.user.id);
good(await open(url).signInWithPassword({ email, password }));

// The link of the mail, too: tokens come in the fragment.
const other = newEmail();
good(await open(url).signUp({ email: other, password, options: { emailRedirectTo: `${site}/welcome?x=1` } }));
const { target, fields } = await follow((await mailbox.next(other)).link);
assert.equal(target.pathname + target.search, "/welcome?x=1");
assert.equal(fields.get("token_type"), "bearer");
assert.equal(fields.get("type"), "signup");
assert.ok(fields.has("sb"));
const linked = good(await open(url).setSession({ access_token: fields.get("access_token"), refresh_token: fields.get("refresh_token") }));
assert.equal(linked.user.email, other);

// A second mail on request.
const slow = newEmail();
good(await open(url).signUp({ email: slow, password }));
await mailbox.next(slow);
good(await open(url).resend({ type: "signup", email: slow }));
const again = await mailbox.next(slow);
good(await open(url).verifyOtp({ email: slow, token: again.code, type: "email" }));
good(await open(url).resend({ type: "signup", email: newEmail() }));

// A one-time code makes the account when there is none, and `email` accepts both kinds of code.
const fresh = newEmail();
good(await open(url).signInWithOtp({ email: fresh }));
const born = good(await open(url).verifyOtp({ email: fresh, token: (await mailbox.next(fresh)).code, type: "email" }));
assert.equal(born.user.email, fresh);
good(await open(url).signInWithOtp({ email: fresh }));
good(await open(url).verifyOtp({ email: fresh, token: (await mailbox.next(fresh)).code, type: "email" }));
await refused(open(url).signInWithOtp({ email: newEmail(), options: { shouldCreateUser: false } }), "otp_disabled", 422);

// PKCE: the link leads back with a code, which only this client can exchange.
const pkce = open(url, { flowType: "pkce" });
good(await pkce.signInWithOtp({ email: fresh, options: { emailRedirectTo: `${site}/welcome` } }));
const mail = await mailbox.next(fresh);
assert.match(new URL(mail.link).searchParams.get("token"), /^pkce_/);
const back = await follow(mail.link);
assert.equal(back.fields.get("access_token"), null);
const thief = open(url, { flowType: "pkce" });
good(await thief.signInWithOtp({ email: newEmail() })); // has a verifier, but another one
await refused(thief.exchangeCodeForSession(back.fields.get("code")), "bad_code_verifier", 400);
const exchanged = good(await pkce.exchangeCodeForSession(back.fields.get("code")));
assert.equal(exchanged.user.email, fresh);

// A link that was used leads back with the reason.
const burnt = await follow(mail.link);
assert.equal(burnt.fields.get("error_code"), "otp_expired");

// Both addresses have to agree to a change.
const moved = newEmail();
const asked = good(await auth.updateUser({ email: moved }));
assert.equal(asked.user.email, email);
assert.equal(asked.user.new_email, moved);
const half = good(await open(url).verifyOtp({ token_hash: hashOf((await mailbox.next(email)).link), type: "email_change" }));
assert.equal(half.session, null);
good(await open(url).verifyOtp({ email: moved, token: (await mailbox.next(moved)).code, type: "email_change" }));
assert.equal(good(await auth.getUser()).user.email, moved);
await refused(auth.updateUser({ email: fresh }), "email_exists", 422);
console.log("ok");

function hashOf(link) {
  const query = new URL(link).searchParams;
  return query.get("token") ?? query.get("token_hash");
}
