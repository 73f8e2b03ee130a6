create or replace function internal.remake_exports_of_messages(messages_in uuid[]) returns void
language plpgsql volatile
as $$
declare
    users uuid[];
    since timestamptz[];
begin
    select array_agg(o.user_id), array_agg(o.since) into users, since
      from (select p.user_id, min(m.created_at) as since
              from public.messages m join public.conversation_participants p on p.conversation_id = m.conversation_id
             where m.id = any (messages_in) and p.user_id <> all (m.hidden_for) group by p.user_id) o;
    perform internal.remake_exports(users, since);
end $$;
comment on function internal.remake_exports_of_messages(uuid[]) is
    'Has archives made anew that may hold these messages, which are about to go.';
