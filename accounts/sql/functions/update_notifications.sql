create or replace function api.update_notifications(changes_in jsonb) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update user_settings set notifications = internal.merge_deep(notifications, changes_in)
     where user_id = viewer_id();
    return internal.settings_changed('notifications');
end $$;
comment on function api.update_notifications(jsonb) is
    'Changes what the viewer is told and how (given fields at every depth, checked by the door); returns all settings.';
grant execute on function api.update_notifications(jsonb) to topin_user;
