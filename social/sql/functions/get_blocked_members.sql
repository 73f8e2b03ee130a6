create or replace function api.get_blocked_members(limit_in int, cursor_in text) returns json
language sql stable
as $$ select internal.quiet_page('blocked', limit_in, cursor_in) $$;
comment on function api.get_blocked_members(int, text) is
    'A page of those whom the viewer blocked, newest first, as far as they exist.';
grant execute on function api.get_blocked_members(int, text) to topin_user;
