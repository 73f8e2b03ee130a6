create or replace function internal.make_feed(viewer_in uuid, length_in int) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    delete from public.feed_cache c where c.user_id = viewer_in;
    insert into public.feed_cache (user_id, place, post_id, score, why, about)
    select viewer_in, r.place, r.post_id, r.score, r.why, r.about
      from internal.rank_feed(viewer_in, internal.ranking_weights(), length_in) r;
    update public.feed_states s set made_at = now() where s.user_id = viewer_in;
end $$;
comment on function internal.make_feed(uuid, int) is
    'Works out the next length_in posts of a member''s for-you feed. The caller holds the member''s row of feed_states, and their settings before.';
