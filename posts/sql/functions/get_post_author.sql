create or replace function api.get_post_author(post_in uuid) returns uuid
language sql stable
as $$ select p.author_id from posts p where p.id = post_in $$;
comment on function api.get_post_author(uuid) is 'Who wrote a post, for readers of events that name only the post; null when it is erased.';
grant execute on function api.get_post_author(uuid) to topin_worker;
