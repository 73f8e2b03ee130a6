create or replace function api.update_privacy(changes_in jsonb) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    if changes_in ? 'is_private' then
        perform internal.change_is_private((changes_in ->> 'is_private')::boolean);
    end if;
    update profiles set visibility = coalesce(changes_in ->> 'profile_visibility', visibility), updated_at = now()
     where user_id = viewer_id();
    update user_settings
       set active_status_visibility = coalesce(changes_in ->> 'active_status_visibility', active_status_visibility),
           message_policy = coalesce(changes_in ->> 'message_policy', message_policy),
           comment_policy = coalesce(changes_in ->> 'comment_policy', comment_policy),
           mention_policy = coalesce(changes_in ->> 'mention_policy', mention_policy),
           read_receipts = coalesce((changes_in ->> 'read_receipts')::boolean, read_receipts),
           discoverable = coalesce((changes_in ->> 'discoverable')::boolean, discoverable),
           personalised = coalesce((changes_in ->> 'personalised')::boolean, personalised),
           show_likes = coalesce((changes_in ->> 'show_likes')::boolean, show_likes)
     where user_id = viewer_id();
    -- After the row is ours: whoever was noting what the viewer did (hold_personalised) has committed by now.
    if not (select s.personalised from user_settings s where s.user_id = viewer_id()) then
        perform internal.forget_interests();
    end if;
    return internal.settings_changed('privacy');
end $$;
comment on function api.update_privacy(jsonb) is
    'Changes who may see and do what with the viewer (given fields only, checked by the door); returns all settings.';
grant execute on function api.update_privacy(jsonb) to topin_user;
