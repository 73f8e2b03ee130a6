-- security definer: leaves out people at either end of a block, and the blocked may not read theirs.
create or replace function api.get_sent_follow_requests(limit_in int, cursor_in text) returns json
language sql stable security definer set search_path = ''
as $$ select internal.requests_page('requests_sent', limit_in, cursor_in) $$;
comment on function api.get_sent_follow_requests(int, text) is
    'A page of those whom the viewer asked to follow and who have not answered, newest first.';
grant execute on function api.get_sent_follow_requests(int, text) to topin_user;
