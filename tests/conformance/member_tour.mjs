// What a member does with the account. Usage: node member_tour.mjs <url of /api/auth> <mail folder> <site> <provider>
import assert from "node:assert/strict";
import { AuthSessionMissingError, AuthWeakPasswordError } from "@supabase/auth-js";
import { Mailbox, follow, good, newEmail, open, password, refused, totp } from "./client.mjs";

const [url, folder, site, provider] = process.argv.slice(2);
const mailbox = new Mailbox(folder);
const email = newEmail();
const auth = open(url);
const signIn = async () => {
  const client = open(url);
  good(await client.signInWithPassword({ email, password: now }));
  return client;
};
let now = password;

const made = good(await auth.signUp({ email, password, options: { data: { display_name: "Nora" } } }));
assert.ok(made.session.access_token);
await refused(open(url).signUp({ email, password }), "user_already_exists", 422);
const weak = await open(url).signUp({ email: newEmail(), password: "iloveyou" });
assert.ok(weak.error instanceof AuthWeakPasswordError);
assert.deepEqual(weak.error.reasons, ["pwned"]);

// A forgotten password: the code signs in, the new password ends every other session.
const elsewhere = await signIn();
good(await open(url).resetPasswordForEmail(newEmail())); // nobody there: the same answer
good(await auth.resetPasswordForEmail(email, { redirectTo: "https://evil.example/steal" }));
const reset = await mailbox.next(email);
assert.equal(new URL(reset.link).searchParams.get("redirect_to"), site); // elsewhere is quietly home
const recovered = open(url);
good(await recovered.verifyOtp({ email, token: reset.code, type: "recovery" }));
await refused(recovered.updateUser({ password }), "same_password", 422);
now = "a much better password";
good(await recovered.updateUser({ password: now }));
assert.ok((await elsewhere.getUser()).error instanceof AuthSessionMissingError);
assert.equal(good(await recovered.getUser()).user.email, email);
await refused(open(url).signInWithPassword({ email, password }), "invalid_credentials", 400);

// Reauthentication mails a code.
const member = await signIn();
good(await member.reauthenticate());
const nonce = await mailbox.next(email);
assert.match(nonce.code ?? "", /^\d{6}$/);

// A magic link, in the implicit flow.
good(await open(url).signInWithOtp({ email }));
const { fields } = await follow((await mailbox.next(email)).link);
assert.equal(fields.get("type"), "magiclink");
assert.ok(fields.get("access_token"));

// A second factor: enrolled, verified, asked for at the next sign-in.
const enrolled = good(await member.mfa.enroll({ factorType: "totp", friendlyName: "Phone" }));
assert.match(enrolled.totp.qr_code, /^data:image\/svg\+xml;utf-8,<svg/);
await refused(member.mfa.enroll({ factorType: "totp", friendlyName: "Phone" }), "mfa_factor_name_conflict", 422);
const challenge = good(await member.mfa.challenge({ factorId: enrolled.id }));
await refused(member.mfa.verify({ factorId: enrolled.id, challengeId: challenge.id, code: "000000" }), "mfa_verification_failed", 422);
const lifted = good(await member.mfa.verify({ factorId: enrolled.id, challengeId: challenge.id, code: totp(enrolled.totp.secret) }));
assert.ok(lifted.access_token);
const level = good(await member.mfa.getAuthenticatorAssuranceLevel());
assert.equal(level.currentLevel, "aal2");
assert.equal(good(await member.mfa.listFactors()).totp.length, 1);
assert.ok((await recovered.getUser()).error instanceof AuthSessionMissingError); // below the new level: ended
const low = await signIn();
const lowLevel = good(await low.mfa.getAuthenticatorAssuranceLevel());
assert.deepEqual([lowLevel.currentLevel, lowLevel.nextLevel], ["aal1", "aal2"]);
await refused(low.updateUser({ password: "yet another password" }), "insufficient_aal", 401);
await refused(low.mfa.unenroll({ factorId: enrolled.id }), "insufficient_aal", 422);
const next = totp(enrolled.totp.secret, Date.now() + 30_000); // this step's code was used up
good(await low.mfa.challengeAndVerify({ factorId: enrolled.id, code: next }));
assert.equal(good(await low.mfa.unenroll({ factorId: enrolled.id })).id, enrolled.id);

// Signing out: the others, this one, all.
const [one, two, three] = [await signIn(), await signIn(), await signIn()];
good({ data: null, ...(await one.signOut({ scope: "others" })) });
assert.ok((await two.getUser()).error instanceof AuthSessionMissingError);
good(await one.getUser());
const four = await signIn();
good({ data: null, ...(await one.signOut({ scope: "local" })) });
good(await four.getUser());
const five = await signIn();
good({ data: null, ...(await five.signOut()) });
assert.ok((await four.getUser()).error instanceof AuthSessionMissingError);
assert.ok((await three.getUser()).error instanceof AuthSessionMissingError);

// Through a provider, with PKCE.
const away = open(url, { flowType: "pkce" });
const begun = good(await away.signInWithOAuth({ provider, options: { redirectTo: `${site}/welcome`, skipBrowserRedirect: true } }));
const code = await throughTheProvider(begun.url);
const arrived = good(await away.exchangeCodeForSession(code));
assert.equal(arrived.user.app_metadata.provider, provider);
assert.ok(arrived.session.provider_token);
const identities = good(await away.getUserIdentities()).identities;
assert.equal(identities[0].provider, provider);
await refused(away.unlinkIdentity(identities[0]), "single_identity_not_deletable", 422);
await refused(away.linkIdentity({ provider, options: { skipBrowserRedirect: true } }), "manual_linking_disabled", 404);
console.log("ok");

// Plays the browser and the person at the provider's own page.
async function throughTheProvider(address) {
  const ask = await fetch(address, { redirect: "manual" });
  const page = ask.headers.get("location");
  const form = new URLSearchParams({ sub: "nora" });
  const said = await fetch(page, { method: "POST", body: form, redirect: "manual" });
  const back = await fetch(said.headers.get("location"), { redirect: "manual" });
  const target = new URL(back.headers.get("location"));
  assert.equal(target.origin + target.pathname, `${site}/welcome`, target.href);
  return target.searchParams.get("code");
}
