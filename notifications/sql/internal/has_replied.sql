create or replace function internal.has_replied(user_in uuid, actor_in uuid, comment_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from public.comments mine join public.comments c
            on c.parent_id = mine.id
            -- An answer to depth 3 stands beside what it answers, and names its author.
            or (mine.depth = 3 and c.parent_id = mine.parent_id and c.id > mine.id
                and exists (select from public.profiles p where p.user_id = user_in and p.handle = any (c.handles)))
         where mine.id = comment_in and mine.author_id = user_in and c.author_id = actor_in and c.deleted_at is null
           and internal.can_see_comment(user_in, c.id) and not internal.is_muted_comment(user_in, c.id))
$$;
comment on function internal.has_replied(uuid, uuid, uuid) is
    'Whether an actor has an answer to a member''s comment that the member may be told about.';
grant execute on function internal.has_replied(uuid, uuid, uuid) to topin_worker;
