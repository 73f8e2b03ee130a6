-- security definer: as internal.accept_requests; the row of the profile is read to know whether it is still so.
create or replace function api.accept_waiting_requests(limit_in int, up_to_in timestamptz) returns int
language sql volatile security definer set search_path = ''
as $$
    select internal.accept_requests(limit_in, up_to_in)
      from public.profiles p where p.user_id = api.viewer_id() and (not p.is_private or up_to_in < 'infinity')
$$;
comment on function api.accept_waiting_requests(int, timestamptz) is
    'Goes on turning requests into follows: those that the viewer approved at a moment, or all (infinity) while their account is public; else null.';
grant execute on function api.accept_waiting_requests(int, timestamptz) to topin_user;
