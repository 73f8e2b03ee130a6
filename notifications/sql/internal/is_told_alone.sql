create or replace function internal.is_told_alone(kind_in text) returns boolean
language sql immutable parallel safe
as $$
    select kind_in in ('poll_closed', 'media_failed', 'report_outcome', 'moderation_action', 'appeal_outcome',
        'verification_outcome', 'revenue_ready', 'withdrawal_update', 'sponsorship_update', 'new_sign_in', 'system')
$$;
comment on function internal.is_told_alone(text) is 'Whether notifications of this kind name nobody: the site itself tells them.';
grant execute on function internal.is_told_alone(text) to topin_user;
