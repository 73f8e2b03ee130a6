create or replace function internal.require_recipient(recipient_in uuid) returns text
language plpgsql stable
as $$
declare
    standing text := internal.message_standing(api.viewer_id(), recipient_in);
begin
    if standing = 'self' then
        perform internal.refuse('TP400', 'You cannot write to yourself.', 'invalid', 'recipient_id');
    elsif standing = 'not_found' then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif standing not in ('yes', 'request') then
        perform internal.refuse('TP403', case standing
            when 'blocked' then 'You blocked this member. Unblock them to write to them.'
            when 'suspended' then 'Your account may not write messages at present.'
            else 'This member takes no messages from you.' end, 'not_allowed_to_message');
    end if;
    return standing;
end $$;
comment on function internal.require_recipient(uuid) is
    'Whether what the viewer writes to a member arrives (yes) or asks (request); refuses where they may not write to them.';
