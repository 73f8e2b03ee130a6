create or replace function internal.notification_setting(user_in uuid, kind_in text, channel_in text) returns boolean
language sql stable
as $$
    select coalesce((
        select coalesce(s.notifications #> array['kinds', kind_in, channel_in],
                        internal.notification_defaults() #> array['kinds', kind_in, channel_in])::boolean
          from public.user_settings s where s.user_id = user_in
    ), false)
$$;
comment on function internal.notification_setting(uuid, text, text) is
    'Whether a member wants to be told about a kind by a channel (in_app, push, email): as chosen, else the default.';
grant execute on function internal.notification_setting(uuid, text, text) to topin_worker;
