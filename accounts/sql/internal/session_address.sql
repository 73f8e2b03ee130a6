-- security definer: the column is granted to no staff; who may read how much of it is decided here.
create or replace function internal.session_address(session_in uuid) returns text
language sql stable security definer set search_path = ''
as $$
    select case
             when (select internal.is_administrator(api.viewer_id())) then s.ip
             when s.ip ~ '^\d+\.\d+\.\d+\.\d+$' then substring(s.ip from '^\d+\.\d+\.') || 'x.x'
             when s.ip ~ '^[0-9a-f]*:[0-9a-f]*:' then substring(s.ip from '^[0-9a-f]*:[0-9a-f]*:') || 'x'
             when s.ip = '' then ''
             else 'x' end
      from public.user_sessions s where s.id = session_in
$$;
comment on function internal.session_address(uuid) is
    'Where a session came from: the whole address for administrators, the network it begins with for moderators.';
grant execute on function internal.session_address(uuid) to topin_staff;
