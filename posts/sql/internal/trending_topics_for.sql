-- security definer: looks at what the viewer muted, for the viewer alone.
create or replace function internal.trending_topics_for(viewer_in uuid, limit_in int)
returns table (topic text, velocity double precision, posts int, people int)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    muted text[] := internal.muted_topics_of(viewer_in);
    words public.muted_words[] := coalesce(internal.muted_words_of(viewer_in, 'hide'), '{}');
begin
    return query
        select t.topic, t.velocity, t.posts, t.people from public.topic_trends t
         where t.topic <> all (muted) and not exists (select from public.hidden_topics h where h.topic = t.topic)
           and internal.muted_phrases('#' || t.topic || ' ' || t.topic, words) is null
         order by t.velocity desc, t.topic limit limit_in;
end $$;
comment on function internal.trending_topics_for(uuid, int) is
    'The topics that trend, the fastest first, without those that the viewer muted, be it as topic or by a word.';
