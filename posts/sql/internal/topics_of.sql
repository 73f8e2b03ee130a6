-- security definer: features are nobody's to read; feeds tell them of posts that the viewer sees.
create or replace function internal.topics_of(post_in uuid) returns text[]
language sql stable security definer set search_path = ''
as $$
    select coalesce(f.topics, p.tags) from public.posts p left join public.post_features f on f.post_id = p.id where p.id = post_in
$$;
comment on function internal.topics_of(uuid) is 'What a post is about: its topics, its tags until they are found.';
