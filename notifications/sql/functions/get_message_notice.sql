-- security definer: asks about the viewer's side of a conversation, as it is when it rings.
create or replace function api.get_message_notice(conversation_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object('sender', internal.summary_json(o), 'count', internal.unread_in(p), 'message_id', newest.id)
      from internal.shown_conversations(api.viewer_id()) p
      join public.profiles o on o.user_id = p.peer_id
      cross join lateral (
        select m.id from internal.visible_messages(p.user_id, p.conversation_id) m
         where m.seq > p.read_seq and m.sender_id <> p.user_id and m.deleted_at is null
         order by m.seq desc limit 1) newest
     where p.conversation_id = conversation_in and p.state = 'active' and not p.is_muted
       and p.peer_id <> all (array(select internal.muted_by(p.user_id)))
$$;
comment on function api.get_message_notice(uuid) is
    'What is to be said of a conversation that rings for the viewer: {sender: UserSummary, count of unread messages, message_id of the newest}; null when there is nothing any more.';
grant execute on function api.get_message_notice(uuid) to topin_user;
