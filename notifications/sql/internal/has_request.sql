-- security definer: asks about a member's side of a conversation for the one who is to be told of it.
create or replace function internal.has_request(user_in uuid, conversation_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from internal.shown_conversations(user_in) p
         where p.conversation_id = conversation_in and p.state = 'request')
$$;
comment on function internal.has_request(uuid, uuid) is
    'Whether a conversation is a request that a member has not answered yet.';
grant execute on function internal.has_request(uuid, uuid) to topin_worker;
