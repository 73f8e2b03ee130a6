-- security definer: looks at texts that the caller chose for this viewer, and at the viewer's own words.
create or replace function internal.without_muted_words(viewer_in uuid, posts_in uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
    words public.muted_words[] := internal.muted_words_of(viewer_in, 'hide');  -- once, however many posts
begin
    if words is null then
        return posts_in;
    end if;
    return array(
        select p.id
          from unnest(posts_in) with ordinality wanted (id, place) join public.posts p on p.id = wanted.id
         where p.author_id = viewer_in
            or (internal.muted_phrases(p.text, words) is null and internal.muted_phrases(p.content_warning, words) is null
                and (p.quote_id is null or not exists (
                    select from public.posts q
                     where q.id = p.quote_id and q.author_id <> viewer_in
                       and (internal.muted_phrases(q.text, words) is not null
                            or internal.muted_phrases(q.content_warning, words) is not null)
                       -- Of what they do not see nothing may tell, not even by what is left out.
                       and api.can_see_post(viewer_in, q.id))))
         order by wanted.place);
end $$;
comment on function internal.without_muted_words(uuid, uuid[]) is
    'Posts in their order without those of others whose text or warning, or that of the post they quote, has a word that the viewer hides.';
