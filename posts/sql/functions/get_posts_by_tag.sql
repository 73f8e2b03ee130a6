-- security definer: asks who sees the posts for a whole page at once, instead of row by row.
create or replace function api.get_posts_by_tag(tag_in text, limit_in int, cursor_in text) returns json
language sql stable security definer set search_path = ''
as $$ select internal.walk_feed('tag', api.viewer_id(), null, tag_in, limit_in, cursor_in) $$;
comment on function api.get_posts_by_tag(text, int, text) is
    'A page of the posts with a tag (folded) that the viewer may see, newest first, without people and words that they muted.';
grant execute on function api.get_posts_by_tag(text, int, text) to topin_anon, topin_user, topin_staff;
