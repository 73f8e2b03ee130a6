-- security definer: keys are written by the deed that begins a conversation, and here; no role may update them.
create or replace function api.store_wrapped_key(
    conversation_in uuid, key_in uuid, old_in bytea, master_in text, wrapped_in bytea
) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    update public.conversation_keys set master = master_in, wrapped = wrapped_in
     where conversation_id = conversation_in and id = key_in and wrapped = old_in;
    return found;
end $$;
comment on function api.store_wrapped_key(uuid, uuid, bytea, text, bytea) is
    'Puts a key wrapped by another master key in the place of the old one; false when that is not there any more.';
grant execute on function api.store_wrapped_key(uuid, uuid, bytea, text, bytea) to topin_worker;
