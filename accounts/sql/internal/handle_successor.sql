-- security definer: who gave up which handle is told only by where it leads, and only where that member exists.
create or replace function internal.handle_successor(handle_in text) returns text
language sql stable security definer set search_path = ''
as $$
    select p.handle
      from public.handle_history h join public.profiles p on p.user_id = h.user_id
     where h.handle = lower(handle_in) and api.profile_exists_for(api.viewer_id(), p.user_id)
$$;
comment on function internal.handle_successor(text) is
    'The present handle of the member who gave this one up, null where there is none for the viewer.';
grant execute on function internal.handle_successor(text) to topin_anon, topin_user, topin_staff;
