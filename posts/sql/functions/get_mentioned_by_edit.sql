create or replace function api.get_mentioned_by_edit(comment_in uuid) returns uuid[]
language sql stable
as $$
    select array(
        select m.user_id
          from comments c join mentions m on m.comment_id = c.id
          join profiles a on a.user_id = m.user_id join posts p on p.id = c.post_id
          left join comments answered on answered.id = c.parent_id
         where c.id = comment_in and c.edited_at is not null
           and m.user_id <> p.author_id and m.user_id is distinct from answered.author_id
           -- Named without being written: whom it answers at depth 3.
           and strpos(lower(c.text), a.handle) > 0
         order by m.user_id)
$$;
comment on function api.get_mentioned_by_edit(uuid) is
    'Who is to be told that an edited comment mentions them, without those who heard of the comment itself. Nobody while it is as first written.';
grant execute on function api.get_mentioned_by_edit(uuid) to topin_worker;
