-- security definer: counts in conversations as the viewer sees them.
create or replace function internal.unread_messages() returns bigint
language sql stable security definer set search_path = ''
as $$
    select count(*) from (
        select from internal.shown_conversations(api.viewer_id()) p
          cross join lateral internal.visible_messages(p.user_id, p.conversation_id) m
         where p.has_unread and p.state in ('active', 'sent_request') and not p.is_muted and not p.is_archived
           and m.seq > p.read_seq and m.sender_id <> p.user_id and m.deleted_at is null
         limit internal.most_unread()) unread
$$;
comment on function internal.unread_messages() is
    'How many messages wait to be read by the viewer in conversations that are neither muted, nor archived, nor mere requests; most_unread stands for all above.';
grant execute on function internal.unread_messages() to topin_user;
