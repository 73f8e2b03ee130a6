create or replace function internal.note_mail(
    user_in uuid, slot_in text, address_in text, asked_at_in timestamptz
) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    if exists (select from users where id = user_in and asked_at_in < proofs_void_before) then
        return false; -- a new password or address, or a farewell, came in between
    end if;
    -- What was asked later overtakes, and a code that was used is not made anew by a mail's second try: then
    -- the address is confirmed or changed, the slot said yes, or this very request was noted before.
    case slot_in
    when 'confirmation' then
        update users set confirmation_sent_at = asked_at_in
         where id = user_in and email = address_in and deleted_at is null and email_confirmed_at is null
           and coalesce(confirmation_sent_at <= asked_at_in, true);
    when 'recovery' then
        update users set recovery_sent_at = asked_at_in
         where id = user_in and email = address_in and deleted_at is null
           and coalesce(recovery_sent_at < asked_at_in, true);
    when 'reauthentication' then
        update users set reauthentication_sent_at = asked_at_in
         where id = user_in and email = address_in and deleted_at is null
           and coalesce(reauthentication_sent_at < asked_at_in, true);
    else
        update users
           set email_change_sent_at = asked_at_in,
               email_change_confirmed = case when email_change_sent_at = asked_at_in then email_change_confirmed end
         where id = user_in and deleted_at is null and new_email is not null
           and address_in = case slot_in when 'email_change_new' then new_email else email end
           and coalesce(email_change_sent_at <= asked_at_in, true)
           and not (email_change_sent_at = asked_at_in and coalesce(email_change_confirmed = slot_in, false));
    end case;
    return found;
end $$;
comment on function internal.note_mail(uuid, text, text, timestamptz) is
    'Notes when the mail of a slot was asked for; false when it is of no use (any more).';
grant execute on function internal.note_mail(uuid, text, text, timestamptz) to topin_worker;
