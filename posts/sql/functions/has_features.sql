create or replace function api.has_features(post_in uuid) returns boolean
language sql stable
as $$ select exists (select from post_features f where f.post_id = post_in) $$;
comment on function api.has_features(uuid) is 'Whether it was found out what a post is about.';
grant execute on function api.has_features(uuid) to topin_worker;
