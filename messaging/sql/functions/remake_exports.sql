-- security definer: archives of several members are changed at once.
create or replace function api.remake_exports(message_in uuid, conversation_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    users uuid[] := array(
        select p.user_id from public.conversation_participants p
         where p.conversation_id = conversation_in and p.user_id = coalesce(user_in, p.user_id));
begin
    -- The row may be gone; its id says when it was written.
    perform internal.remake_exports(users, array(
        select pg_catalog.uuid_extract_timestamp(message_in) from pg_catalog.unnest(users)));
end $$;
comment on function api.remake_exports(uuid, uuid, uuid) is
    'Has archives made anew that may hold a message which was deleted: those of one member, or (null) of all who take part in its conversation.';
grant execute on function api.remake_exports(uuid, uuid, uuid) to topin_worker;
