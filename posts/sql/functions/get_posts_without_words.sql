-- security definer: the words of posts have no policy for anybody.
create or replace function api.get_posts_without_words(since_in timestamptz, limit_in int) returns uuid[]
language sql stable security definer set search_path = ''
as $$
    select array(
        select p.id from public.posts p
         where p.status = 'published' and p.deleted_at is null and p.published_at >= since_in
           and not exists (select from public.post_words w where w.post_id = p.id)
         order by p.published_at desc, p.id desc limit limit_in)
$$;
comment on function api.get_posts_without_words(timestamptz, int) is
    'Posts published since a moment that search does not know yet, newest first.';
grant execute on function api.get_posts_without_words(timestamptz, int) to topin_worker;
