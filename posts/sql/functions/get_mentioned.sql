create or replace function api.get_mentioned(post_in uuid, comment_in uuid) returns uuid[]
language sql stable
as $$
    select array(
        select m.user_id from mentions m
         where m.post_id = post_in and m.comment_id is not distinct from comment_in
           -- Whose post it quotes hears of that.
           and (m.comment_id is not null or not exists (
                select from posts p join posts q on q.id = p.quote_id where p.id = post_in and q.author_id = m.user_id))
         order by m.user_id)
$$;
comment on function api.get_mentioned(uuid, uuid) is
    'Who is to be told that a post (comment_in null) or one of its comments mentions them, in the order of ids.';
grant execute on function api.get_mentioned(uuid, uuid) to topin_worker;
