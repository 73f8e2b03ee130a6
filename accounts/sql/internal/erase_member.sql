create or replace function internal.erase_member(user_in uuid, address_hash_in bytea) returns void
language plpgsql volatile
as $$
begin
    -- Counts of others stay exact: each like of a profile takes its part of the count along. One statement, so that
    -- a like that is taken back at this moment is counted once.
    with gone as (
        delete from public.profile_likes where user_id = user_in returning target_id
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'profile_likes', g.target_id, -1 from gone g order by g.target_id;
    delete from public.profile_likes where target_id = user_in;
    delete from public.profile_like_logs where user_in in (user_id, target_id);
    delete from public.verification_requests where user_id = user_in;
    update public.verification_requests set decided_by_id = null where decided_by_id = user_in;
    delete from public.documents where user_id = user_in;
    delete from public.profile_pictures where user_id = user_in;
    delete from public.mfa_challenges where factor_id in (select id from public.mfa_factors where user_id = user_in);
    delete from public.mfa_factors where user_id = user_in;
    delete from public.one_time_tokens where user_id = user_in;
    delete from public.flow_states where user_id = user_in;
    delete from public.mail_requests where address_hash = address_hash_in;
    -- Mails that were asked for by the address; those that went out earlier are forgotten already (api.forget_sealed).
    update public.events set data = internal.only_ids(data), request_id = ''
     where kind = 'mail_asked' and data ->> 'address' = pg_catalog.encode(address_hash_in, 'hex');
    delete from public.refresh_tokens where session_id in (select id from public.user_sessions where user_id = user_in);
    delete from public.user_sessions where user_id = user_in;
    delete from public.known_devices where user_id = user_in;
    delete from public.identities where user_id = user_in;
    delete from public.data_exports where user_id = user_in;
    update public.account_deletions set user_id = null where user_id = user_in;
    -- Handles are kept from others for a time, and lead nowhere: nobody shall be taken for who just left.
    update public.handle_history set user_id = null where user_id = user_in;
    insert into public.handle_history (user_id, handle) select null, handle from public.profiles where user_id = user_in;
    delete from public.user_settings where user_id = user_in;
    delete from public.profile_details where user_id = user_in;
    delete from public.profile_counters where user_id = user_in;
    delete from public.counter_deltas where subject_id = user_in;
    delete from public.profiles where user_id = user_in;
    delete from public.users where id = user_in;
end $$;
comment on function internal.erase_member(uuid, bytea) is
    'The part of an erasure that is about the account and the profile; the row of the account itself goes last.';
