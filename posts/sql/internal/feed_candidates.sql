create or replace function internal.feed_candidates(
    list_in text, viewer_in uuid, member_in uuid, tag_in text,
    ranked_in timestamptz, trend_in bigint, at_in timestamptz, id_in uuid, limit_in int
) returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language plpgsql stable
as $$
begin
    if list_in = 'tag' then
        return query select * from internal.tagged_posts(tag_in, at_in, id_in, limit_in);
    elsif list_in = 'explore' then
        return query select * from internal.trending_posts(ranked_in, tag_in, trend_in, at_in, id_in, limit_in);
    elsif list_in = 'replies' then
        return query select * from internal.commented_posts(member_in, id_in, limit_in);
    elsif list_in = 'media' then
        return query select * from internal.media_posts(viewer_in, member_in, at_in, id_in, limit_in);
    else
        return query select * from internal.member_posts(viewer_in, member_in, at_in, id_in, limit_in);
    end if;
end $$;
comment on function internal.feed_candidates(text, uuid, uuid, text, timestamptz, bigint, timestamptz, uuid, int) is
    'What may stand in a list (tag, explore, replies, media, member) before a mark, in its order: the mark of each (trend, at, id), its post and who reposted it.';
