create or replace function internal.has_shown_reply(viewer_in uuid, comment_in uuid) returns boolean
language plpgsql stable
as $$
begin
    -- Replies that are tombstones ask again one step deeper; there are three steps.
    return exists (select from internal.shown_comments(viewer_in) r where r.parent_id = comment_in);
end $$;
comment on function internal.has_shown_reply(uuid, uuid) is 'Whether lists show a viewer any reply to a comment.';
