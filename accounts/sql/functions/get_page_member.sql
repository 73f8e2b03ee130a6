create or replace function api.get_page_member() returns json
language sql stable
as $$
    -- The choices are flat: what was chosen over the defaults, without merging depth by depth.
    select internal.json_merge(internal.summary_json(p), json_build_object(
        'unread', json_build_object('notifications', internal.unread_count(), 'messages', internal.unread_messages()),
        'accessibility', internal.accessibility_defaults() || s.accessibility))
      from profiles p join user_settings s on s.user_id = p.user_id
     where p.user_id = viewer_id()
$$;
comment on function api.get_page_member() is
    'What every page shows of its reader: UserSummary, what is unread, and how pages look to them.';
grant execute on function api.get_page_member() to topin_user;
