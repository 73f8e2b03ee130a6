create or replace function internal.member_of_identity(
    identity_in jsonb, open_in boolean, autoconfirm_in boolean
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    wanted record;
    proved boolean := coalesce((identity_in ->> 'email_verified')::boolean, false);
    member users;
begin
    select * into wanted from jsonb_to_record(identity_in) as given(provider text, id text, email text, metadata jsonb);
    -- One sign-in with an identity at a time; members' rows are locked after it.
    perform pg_advisory_xact_lock(hashtextextended(wanted.provider || ' ' || wanted.id, 7016222));
    select u.* into member from users u
     where id = (select user_id from identities where provider = wanted.provider and provider_id = wanted.id) for no key update;
    if not exists (select from identities where user_id = member.id and provider = wanted.provider and provider_id = wanted.id) then
        member := null; -- it was taken away from them while we waited for the lock
    end if;
    if member.id is null and not proved and not autoconfirm_in then
        return json_build_object('outcome', 'unverified');
    elsif member.id is null then
        select * into member from users where email = wanted.email for no key update;
        if member.id is null and not open_in then
            return json_build_object('outcome', 'signup_disabled');
        elsif member.id is null then
            member := internal.make_member_of_identity(identity_in);
        elsif not proved then -- what a provider does not know is never somebody else's
            return json_build_object('outcome', 'unverified');
        end if;
    end if;
    if member.deleted_at is not null or member.banned_until > now() then
        return json_build_object('outcome', 'banned');
    end if;
    perform internal.note_identity(member, identity_in);
    return json_build_object('outcome', 'found', 'user_id', member.id);
end $$;
comment on function internal.member_of_identity(jsonb, boolean, boolean) is
    'Finds, links or makes the member of an identity {provider, id, email, email_verified, metadata}, and locks them: {outcome: found (with user_id), banned, signup_disabled, unverified}.';
grant execute on function internal.member_of_identity(jsonb, boolean, boolean) to topin_worker;
