-- security definer: messages are removed by functions alone.
create or replace function api.delete_expired_messages(
    now_in timestamptz default now(), limit_in int default 500,
    unread_in interval default '90 days', tombstone_in interval default '24 hours'
) returns bigint
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    due uuid[] := internal.find_messages_over(now_in, unread_in, tombstone_in, limit_in);
begin
    perform internal.hold_talk(due, '{}');
    -- Held now, and looked at again: one may have been read at this moment.
    due := array(select m.id from internal.messages_over(now_in, unread_in, tombstone_in) m where m.id = any (due));
    perform internal.remake_exports_of_messages(due);
    return internal.remove_messages(due);
end $$;
comment on function api.delete_expired_messages(timestamptz, int, interval, interval) is
    'Removes up to limit_in messages whose time is over at now_in: read and expired, unread for unread_in (but for those that are kept), deleted for everyone tombstone_in ago. Media, reactions and quotes go too; archives that may hold them are made anew. Returns how many rows.';
grant execute on function api.delete_expired_messages(timestamptz, int, interval, interval) to topin_worker;
