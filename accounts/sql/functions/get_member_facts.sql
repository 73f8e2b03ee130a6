-- security definer: staff learn that these things are there; the rows, with hashes and secrets, are not theirs.
create or replace function api.get_member_facts(user_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'handles', (select coalesce(json_agg(json_build_object('handle', h.handle, 'given_up_at', h.given_up_at)
                        order by h.id desc), '[]') from public.handle_history h where h.user_id = user_in),
        'identities', (select coalesce(json_agg(json_build_object('provider', i.provider,
                        'email', i.identity_data ->> 'email', 'created_at', i.created_at,
                        'last_sign_in_at', i.last_sign_in_at) order by i.id), '[]')
                         from public.identities i where i.user_id = user_in),
        'factors', (select coalesce(json_agg(json_build_object('type', f.factor_type, 'name', f.friendly_name,
                        'verified_at', f.verified_at) order by f.id), '[]')
                      from public.mfa_factors f where f.user_id = user_in),
        'devices', (select json_build_object('count', count(*), 'last_seen_at', max(k.last_seen_at))
                      from public.known_devices k where k.user_id = user_in),
        'deletion', (select json_build_object('asked_at', a.asked_at, 'erases_at', a.erases_at)
                       from public.account_deletions a
                      where a.user_id = user_in and a.cancelled_at is null and a.erased_at is null))
$$;
comment on function api.get_member_facts(uuid) is
    'What the console shows of an account besides its rows: earlier handles, ways to sign in, second factors, devices, a deletion asked.';
grant execute on function api.get_member_facts(uuid) to topin_staff;
