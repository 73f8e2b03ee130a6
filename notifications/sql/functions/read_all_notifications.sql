create or replace function api.read_all_notifications(up_to_in timestamptz) returns void
language plpgsql volatile
as $$
begin
    perform internal.lock_members(array[viewer_id()]);
    -- What came while the list was being read stays unread.
    update notifications n set read_at = now()
     where n.user_id = viewer_id() and n.read_at is null and n.updated_at <= up_to_in;
    if found then
        perform internal.stream_append(viewer_id(), 'notifications.read',
            jsonb_build_object('up_to', internal.rfc3339(up_to_in)));
    end if;
end $$;
comment on function api.read_all_notifications(timestamptz) is 'Marks the viewer''s notifications up to a time as read; their other devices are told.';
grant execute on function api.read_all_notifications(timestamptz) to topin_user;
