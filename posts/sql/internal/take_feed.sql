create or replace function internal.take_feed(
    viewer_in uuid, before_in uuid[], limit_in int, out posts uuid[], out codes text[], out abouts text[]
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    before record := internal.feed_facts(before_in[greatest(1, cardinality(before_in) - 1):]);
    facts record;
    reached int := 0;
    found record;
    shown uuid[] := '{}';
    taken int[] := '{}';
begin
    -- What may not be shown any more makes holes, which later ones fill.
    while cardinality(taken) < limit_in loop
        select array_agg(c.post_id order by c.place) as posts, max(c.place) as reached into found
          from (select c.post_id, c.place from public.feed_cache c
                 where c.user_id = viewer_in and c.place > reached
                   and not exists (select from public.feed_seen s
                                    where s.user_id = viewer_in and s.post_id = c.post_id and s.seen_at > internal.seen_since() offset 0)
                 order by c.place limit limit_in + 5) c;
        exit when found.posts is null;
        reached := found.reached;
        shown := shown || internal.feed_shown(viewer_in, found.posts);
        facts := internal.feed_facts(shown);
        taken := internal.diverse_order(facts.authors, facts.topics, limit_in, before.authors, before.topics);
    end loop;
    select coalesce(array_agg(shown[t.place] order by t.n), '{}'), coalesce(array_agg(c.why order by t.n), '{}'),
           coalesce(array_agg(c.about order by t.n), '{}')
      into posts, codes, abouts
      from unnest(taken) with ordinality t (place, n)
      join public.feed_cache c on c.user_id = viewer_in and c.post_id = shown[t.place];
end $$;
comment on function internal.take_feed(uuid, uuid[], int) is
    'The next unseen posts that a member''s feed_cache has, as far as they may be shown now, and why they are there; before_in: what the feed showed last, so that the two go together.';
