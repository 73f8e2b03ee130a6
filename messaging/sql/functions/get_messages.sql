-- security definer: as get_message.
create or replace function api.get_messages(conversation_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mine public.conversation_participants := internal.own_conversation(conversation_in);
    before bigint := internal.message_cursor_read(conversation_in, cursor_in);
    page json;
begin
    with found as (
        select m from internal.visible_messages(mine.user_id, conversation_in) m
         where m.seq < before order by m.seq desc limit limit_in + 1
    ), shown as (
        select m from found order by (m).seq desc limit limit_in
    ), receipts as materialized (
        select internal.receipts_shown(conversation_in) as shown
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.message_json(mine.user_id, m, r.shown) order by (m).seq desc)
                             from shown cross join receipts r), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then internal.message_cursor_after(conversation_in, (select min((m).seq) from shown)) end,
        'undelivered', coalesce((select json_agg((m).id) from shown
                                  where (m).sender_id <> mine.user_id and (m).seq > mine.delivered_seq and mine.state <> 'request'), '[]'))
      into page;
    return page;
end $$;
comment on function api.get_messages(uuid, int, text) is
    'A page of a conversation of the viewer, newest first: {items: [Message], next_cursor, undelivered: [ids that no client of theirs had yet]}, texts sealed.';
grant execute on function api.get_messages(uuid, int, text) to topin_user;
