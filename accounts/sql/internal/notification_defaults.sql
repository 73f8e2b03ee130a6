create or replace function internal.notification_defaults() returns jsonb
language sql immutable parallel safe
as $$
    select jsonb_build_object(
        'kinds', (
            select jsonb_object_agg(kind, jsonb_build_object(
                'in_app', true,
                'push', kind = any ('{message,mention,reply,comment,follow,follow_request,circle_invite,
                    moderation_action,withdrawal_update,new_sign_in}'),
                'email', kind = any ('{new_sign_in,moderation_action,appeal_outcome,verification_outcome,
                    withdrawal_update,system}')))
              from unnest('{follow,follow_request,follow_accepted,profile_like,like,comment,reply,mention,repost,
                    quote,poll_closed,message,message_request,circle_invite,circle_join,media_failed,
                    report_outcome,moderation_action,appeal_outcome,verification_outcome,revenue_ready,
                    withdrawal_update,sponsorship_update,new_sign_in,system}'::text[]) kind),
        'quiet_hours', '{"enabled": false, "start": "22:00", "end": "07:00", "time_zone": "UTC"}'::jsonb,
        'digest', 'off', 'previews', true)
$$;
comment on function internal.notification_defaults() is
    'Every kind that members can be told about, by channel, and the rest of the settings of notifications, as they are until chosen otherwise.';
grant execute on function internal.notification_defaults() to topin_user, topin_worker;
