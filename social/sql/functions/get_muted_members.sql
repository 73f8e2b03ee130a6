create or replace function api.get_muted_members(limit_in int, cursor_in text) returns json
language sql stable
as $$ select internal.quiet_page('muted', limit_in, cursor_in) $$;
comment on function api.get_muted_members(int, text) is
    'A page of those whom the viewer muted, newest first, as far as they exist for the viewer (policy of profiles).';
grant execute on function api.get_muted_members(int, text) to topin_user;
