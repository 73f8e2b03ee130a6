create or replace function internal.shown_comments(viewer_in uuid) returns setof public.comments
language sql stable
as $$
    select c.* from public.comments c
     where case when c.deleted_at is null then
               (c.hidden_at is null or c.author_id = viewer_in)
               and c.author_id <> all (array(select internal.hidden_from(viewer_in)))
               -- `offset 0`: one look at the key for each, never a join that reads all profiles.
               and exists (select from public.profiles a
                            where a.user_id = c.author_id and (not a.is_hidden or a.user_id = viewer_in) offset 0)
           -- A tombstone stands for its replies: with none to show it would tell of those that are not.
           else internal.has_shown_reply(viewer_in, c.id) end
$$;
comment on function internal.shown_comments(uuid) is
    'The comments, tombstones too, that lists may show to a viewer (null: a visitor), where they see the post. Replies to what is left out are not: a list finds them through their parent alone.';
