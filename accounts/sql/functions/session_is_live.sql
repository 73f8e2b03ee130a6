-- security definer: asked in the statement that sets the role, before there is anybody to be.
create or replace function api.session_is_live(user_in uuid, session_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.user_sessions s join public.users u on u.id = s.user_id
         where s.id = session_in and s.user_id = user_in and not s.waits_for_factor
           and u.deleted_at is null and (u.banned_until is null or u.banned_until <= now())
    )
$$;
comment on function api.session_is_live(uuid, uuid) is 'Whether this session lets this member in: not ended, nor waiting for its second factor.';
grant execute on function api.session_is_live(uuid, uuid) to topin_app, topin_anon, topin_user, topin_staff, topin_worker;
