-- security definer: rests on blocks, follows and settings of both.
create or replace function internal.message_standing(sender_in uuid, recipient_in uuid) returns text
language sql stable security definer set search_path = ''
as $$
    select case
        when sender_in = recipient_in then 'self'
        when recipient.is_hidden is not false then 'not_found'
        when exists (select from public.blocked_users b where b.blocker_id = recipient_in and b.blocked_id = sender_in) then 'not_found'
        when exists (select from public.blocked_users b where b.blocker_id = sender_in and b.blocked_id = recipient_in) then 'blocked'
        when sender.is_hidden is not false then 'suspended'
        -- What they began or agreed to goes on, whatever they chose since.
        when exists (
            select from public.conversation_participants p
             where p.conversation_id = api.generate_conversation_id(sender_in, recipient_in)
               and p.user_id = recipient_in and p.state in ('active', 'sent_request')) then 'yes'
        when api.is_following(recipient_in, sender_in) then 'yes'
        when s.message_policy = 'everyone' then 'request'
        when s.message_policy = 'followers' and api.is_following(sender_in, recipient_in) then 'request'
        else 'not_allowed' end
      from (select) it
      left join public.profiles recipient on recipient.user_id = recipient_in
      left join public.profiles sender on sender.user_id = sender_in
      left join public.user_settings s on s.user_id = recipient_in
$$;
comment on function internal.message_standing(uuid, uuid) is
    'Whether one member may write to another: yes, request, or why not: self, not_found (as if there were no such member), blocked (by the sender), suspended (the sender), not_allowed.';
