create or replace function api.check_session(user_in uuid, session_in uuid) returns text
language sql stable
as $$
    select case
        when u.id is null or u.deleted_at is not null then 'user_not_found'
        when s.id is null then 'session_not_found'
        when u.banned_until > now() then 'user_banned'
        else 'live'
    end
      from (select 1) one
      left join users u on u.id = user_in
      left join user_sessions s on s.id = session_in and s.user_id = user_in
$$;
comment on function api.check_session(uuid, uuid) is 'Why an access token does not count any more, or live.';
grant execute on function api.check_session(uuid, uuid) to topin_worker;
