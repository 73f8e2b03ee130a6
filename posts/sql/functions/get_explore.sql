-- security definer: rankings have no policies, and who sees the posts is asked for a whole page at once.
create or replace function api.get_explore(limit_in int, cursor_in text, topic_in text) returns json
language sql stable security definer set search_path = ''
as $$ select internal.walk_feed('explore', api.viewer_id(), null, topic_in, limit_in, cursor_in) $$;
comment on function api.get_explore(int, text, text) is
    'A page of the public posts of the last 72 hours by trend, as far as the viewer sees them, without people, words and topics that they muted; topic_in (a folded tag) narrows it to posts with the tag or about it, empty: all.';
grant execute on function api.get_explore(int, text, text) to topin_anon, topin_user, topin_staff;
