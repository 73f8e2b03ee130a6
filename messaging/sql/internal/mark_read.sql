create or replace function internal.mark_read(conversation_in uuid, reader_in uuid, after_in bigint, seq_in bigint) returns bigint
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    marked bigint;
    at timestamptz := clock_timestamp(); -- one for all three
begin
    update public.messages
       set read_at = at, delivered_at = coalesce(delivered_at, at), expires_at = at + internal.expiry_interval(expiry)
     where conversation_id = conversation_in and seq > after_in and seq <= seq_in and sender_id <> reader_in
       and read_at is null and deleted_at is null;
    get diagnostics marked = row_count;
    return marked;
end $$;
comment on function internal.mark_read(uuid, uuid, bigint, bigint) is
    'Notes that one who takes part read what the other wrote, after one message and up to another: its time begins to run. Returns how many were new to them.';
