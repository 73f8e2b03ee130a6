-- security definer: reads whom and what the viewer muted, for the viewer alone.
create or replace function internal.shown_in_feeds(viewer_in uuid, posts_in uuid[]) returns uuid[]
language sql stable security definer set search_path = ''
as $$
    select internal.without_muted_words(viewer_in, array(
        select seen.id
          from unnest(internal.visible_among(viewer_in, posts_in)) with ordinality seen (id, place)
          join public.posts p on p.id = seen.id
         where p.author_id <> all (array(select internal.muted_by(viewer_in)))
         order by seen.place))
$$;
comment on function internal.shown_in_feeds(uuid, uuid[]) is
    'Those of some posts that a feed of everybody''s posts shows the viewer: visible, and by nobody and with no word that they muted.';
