-- security definer: leaves out people at either end of a block, and the blocked may not read theirs.
create or replace function api.get_follow_requests(limit_in int, cursor_in text) returns json
language sql stable security definer set search_path = ''
as $$ select internal.requests_page('requests', limit_in, cursor_in) $$;
comment on function api.get_follow_requests(int, text) is
    'A page of those who asked to follow the viewer and wait for an answer, newest first.';
grant execute on function api.get_follow_requests(int, text) to topin_user;
