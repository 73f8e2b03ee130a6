create or replace function api.issue_code(
    token_in uuid, user_in uuid, slot_in text, address_in text, code_hash_in bytea, link_hash_in bytea,
    asked_at_in timestamptz, notice_in text, flow_in jsonb, takes_over_in boolean default false
) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    flow uuid := (flow_in ->> 'id')::uuid;
    takes_over boolean := takes_over_in;
begin
    -- The member's row is the first lock of every deed with codes.
    perform from users where id = user_in for no key update;
    if exists (select from one_time_tokens where id = token_in) then
        return true; -- an earlier try of this mail made it, and may not have come through
    end if;
    -- Asking for the sign-up's mail again does not undo that somebody asked to come in without it.
    update one_time_tokens t set takes_over = t.takes_over or takes_over_in where user_id = user_in and slot = slot_in
    returning t.takes_over into takes_over;
    takes_over := coalesce(takes_over, takes_over_in);
    if not internal.note_mail(user_in, slot_in, address_in, asked_at_in) then
        return false;
    end if;
    if flow is not null then
        insert into flow_states (id, user_id, provider, method, challenge, challenge_method, redirect_to)
        values (flow, user_in, 'email', flow_in ->> 'method', flow_in ->> 'challenge', flow_in ->> 'challenge_method',
                flow_in ->> 'redirect_to')
        on conflict (id) do nothing;
    end if;
    delete from one_time_tokens where user_id = user_in and slot = slot_in;
    insert into one_time_tokens (id, user_id, slot, address, code_hash, link_hash, flow_id, notice, takes_over)
    values (token_in, user_in, slot_in, address_in, code_hash_in, link_hash_in, flow, notice_in, takes_over);
    return true;
end $$;
comment on function api.issue_code(uuid, uuid, text, text, bytea, bytea, timestamptz, text, jsonb, boolean) is
    'Makes the code of a slot, in the place of an older one; false when nothing is to be mailed (any more).';
grant execute on function api.issue_code(uuid, uuid, text, text, bytea, bytea, timestamptz, text, jsonb, boolean) to topin_worker;
