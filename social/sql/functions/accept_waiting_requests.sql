-- security definer: as internal.accept_requests; the row of the profile is read to know whether it is still so.
create or replace function api.accept_waiting_requests(limit_in int) returns int
language sql volatile security definer set search_path = ''
as $$
    select internal.accept_requests(limit_in)
      from public.profiles p where p.user_id = api.viewer_id() and not p.is_private
$$;
comment on function api.accept_waiting_requests(int) is
    'Goes on turning requests into follows after the viewer''s account went public; null when it is private again.';
grant execute on function api.accept_waiting_requests(int) to topin_user;
