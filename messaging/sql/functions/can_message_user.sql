-- security definer: rests on blocks, follows and settings of both.
create or replace function api.can_message_user(sender_in uuid, recipient_in uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
    if sender_in is distinct from api.viewer_id() and pg_catalog.current_setting('role') = 'topin_user' then
        perform internal.refuse('TP403', 'You can only ask this about yourself as the sender.');
    end if;
    return internal.message_standing(sender_in, recipient_in);
end $$;
comment on function api.can_message_user(uuid, uuid) is
    'Whether one member may write to another: yes, request (it arrives as one), or why not: self, not_found, blocked, suspended, not_allowed. Members ask for themselves only.';
grant execute on function api.can_message_user(uuid, uuid) to topin_user, topin_staff, topin_worker;
