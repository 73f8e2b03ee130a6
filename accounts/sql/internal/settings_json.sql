create or replace function internal.settings_json(user_in uuid) returns json
language sql stable
as $$
    select json_build_object(
        'privacy', json_build_object(
            'is_private', p.is_private, 'profile_visibility', p.visibility,
            'active_status_visibility', s.active_status_visibility, 'message_policy', s.message_policy,
            'comment_policy', s.comment_policy, 'mention_policy', s.mention_policy,
            'read_receipts', s.read_receipts, 'discoverable', s.discoverable,
            'personalised', s.personalised, 'show_likes', s.show_likes),
        'notifications', internal.merge_deep(internal.notification_defaults(), s.notifications),
        'accessibility', internal.merge_deep(internal.accessibility_defaults(), s.accessibility),
        'creator', json_build_object('is_creator', p.is_creator),
        'updated_at', internal.rfc3339(s.updated_at))
      from public.user_settings s join public.profiles p using (user_id)
     where s.user_id = user_in
$$;
comment on function internal.settings_json(uuid) is 'All settings of a member as the API shows them: what was chosen over the defaults.';
grant execute on function internal.settings_json(uuid) to topin_user, topin_worker;
