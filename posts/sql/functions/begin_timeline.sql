-- security definer: as fan_out.
create or replace function api.begin_timeline(user_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$
    insert into public.timeline_states (user_id) select p.user_id from public.profiles p where p.user_id = user_in
    on conflict do nothing
$$;
comment on function api.begin_timeline(uuid) is
    'From now on fan-out writes into the member''s timeline. Nothing reads it before build_timeline.';
grant execute on function api.begin_timeline(uuid) to topin_worker;
