-- security definer: looks at what the viewer muted, for the viewer alone.
create or replace function internal.without_muted_topics(viewer_in uuid, posts_in uuid[], asked_in text default null) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
    -- Whoever asks for a topic by its name wants to see it this once.
    muted text[] := array_remove(internal.muted_topics_of(viewer_in), asked_in);
begin
    if muted = '{}' then
        return posts_in;
    end if;
    return array(
        select p.id
          from unnest(posts_in) with ordinality wanted (id, place) join public.posts p on p.id = wanted.id
          left join public.post_features f on f.post_id = p.id
         where p.author_id = viewer_in or not (p.tags && muted or coalesce(f.topics && muted, false))
         order by wanted.place);
end $$;
comment on function internal.without_muted_topics(uuid, uuid[], text) is
    'Posts in their order without those of others about a topic that the viewer muted, but for the one they ask for.';
