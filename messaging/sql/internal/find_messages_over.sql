create or replace function internal.find_messages_over(
    now_in timestamptz, unread_in interval, tombstone_in interval, limit_in int
) returns uuid[]
language sql stable
as $$
    -- Each branch walks one partial index from its oldest end and stops at the limit; what was meant to be kept goes
    -- only where it was never agreed to, and is found from there.
    select array(
        (select m.id from internal.messages_over(now_in, unread_in, tombstone_in) m
          where m.expires_at <= now_in order by m.expires_at limit limit_in)
        union
        (select m.id from internal.messages_over(now_in, unread_in, tombstone_in) m
          where m.deleted_at <= now_in - tombstone_in order by m.deleted_at limit limit_in)
        union
        (select m.id from public.messages m
          where m.read_at is null and m.expiry <> 'keep' and m.deleted_at is null and m.created_at <= now_in - unread_in
          order by m.created_at limit limit_in)
        union
        (select m.id from public.conversation_participants p join public.messages m on m.conversation_id = p.conversation_id
          where p.state in ('request', 'declined') and m.sender_id <> p.user_id
            and m.read_at is null and m.expiry = 'keep' and m.deleted_at is null and m.created_at <= now_in - unread_in
          limit limit_in)
        limit limit_in)
$$;
comment on function internal.find_messages_over(timestamptz, interval, interval, int) is
    'Some messages whose time is over, without holding them: whoever removes them looks again once they are held.';
