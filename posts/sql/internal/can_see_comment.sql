-- security definer: the truth for any viewer, as api.can_see_post.
create or replace function internal.can_see_comment(viewer_in uuid, comment_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (select from internal.shown_comments(viewer_in) c
                    where c.id = comment_in and c.deleted_at is null and api.can_see_post(viewer_in, c.post_id))
$$;
comment on function internal.can_see_comment(uuid, uuid) is
    'Whether a viewer (null: a visitor) sees a comment: its post, and neither deletion, moderation, suspension nor a block between. A tombstone is no comment.';
grant execute on function internal.can_see_comment(uuid, uuid) to topin_worker;
