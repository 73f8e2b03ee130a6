create or replace function internal.contents_of_posts(posts_in uuid[]) returns uuid[]
language sql stable
as $$
    select array(select distinct m.content_id from public.post_media m where m.post_id = any (posts_in) and m.content_id is not null)
$$;
comment on function internal.contents_of_posts(uuid[]) is 'What the media of posts show.';
