-- security definer: the truth for any viewer. Hence no grant to members: for themselves their policy answers,
-- and about others they may not ask.
create or replace function api.can_see_post(viewer_in uuid, post_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.posts p
         where p.id = post_in and p.deleted_at is null
           and (p.author_id = viewer_in or (
                p.status = 'published' and p.hidden_at is null and case
                    when p.audience = 'circle' then internal.can_read_in_circle(viewer_in, p.circle_id, p.author_id)
                    else p.audience = any (internal.audiences_for(viewer_in, p.author_id)) end))
    )
$$;
comment on function api.can_see_post(uuid, uuid) is
    'The one rule of visibility: author, blocks, moderation, suspension, privacy, audience, circle. Viewer null: a visitor.';
grant execute on function api.can_see_post(uuid, uuid) to topin_staff, topin_worker;
