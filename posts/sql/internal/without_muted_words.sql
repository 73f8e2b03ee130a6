-- security definer: looks at texts that the caller chose for this viewer, and at the viewer's own words.
create or replace function internal.without_muted_words(viewer_in uuid, posts_in uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
    muted text := internal.muted_pattern(viewer_in, 'hide');  -- once, however many posts
begin
    if muted is null then
        return posts_in;
    end if;
    return array(
        select p.id
          from unnest(posts_in) with ordinality wanted (id, place) join public.posts p on p.id = wanted.id
         where p.author_id = viewer_in
            or not (internal.for_matching(p.text) ~ muted
                    or coalesce(internal.for_matching(p.content_warning) ~ muted, false))
         order by wanted.place);
end $$;
comment on function internal.without_muted_words(uuid, uuid[]) is
    'Posts in their order without those of others whose text or warning has a word that the viewer hides.';
