create or replace function internal.has_commented(user_in uuid, actor_in uuid, post_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from public.comments c
         where c.post_id = post_in and c.author_id = actor_in and c.deleted_at is null
           and internal.can_see_comment(user_in, c.id) and not internal.is_muted_comment(user_in, c.id))
$$;
comment on function internal.has_commented(uuid, uuid, uuid) is
    'Whether an actor has a comment on a post that a member may be told about.';
grant execute on function internal.has_commented(uuid, uuid, uuid) to topin_worker;
