create or replace function internal.media_of_posts(posts_in uuid[]) returns json[]
language sql stable set plan_cache_mode = force_generic_plan
as $$
    select array(
        select (select json_agg(r.medium order by m.place)
                  from public.posts p
                  join public.profiles a on a.user_id = p.author_id
                  join public.post_media m on m.post_id = p.id
                  cross join lateral internal.media_rows(m.id, internal.is_out_for_all(p) and internal.is_open_to_all(a)) r
                 where p.id = wanted.id and p.has_media)
          from unnest(posts_in) with ordinality wanted (id, place)
         order by wanted.place)
$$;
comment on function internal.media_of_posts(uuid[]) is
    'The media of each of these posts, which the viewer sees, in their order; null for posts without. Of posts that everybody may see the addresses are those that last.';
