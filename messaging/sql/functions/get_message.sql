-- security definer: messages are put together with keys, media and marks for those who take part.
create or replace function api.get_message(message_in uuid) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    seen public.messages := internal.own_message(message_in);
begin
    return internal.message_json(api.viewer_id(), seen, internal.receipts_shown(seen.conversation_id));
end $$;
comment on function api.get_message(uuid) is 'A message that the viewer sees (Message), its texts sealed. Refuses all others as if there were none.';
grant execute on function api.get_message(uuid) to topin_user;
