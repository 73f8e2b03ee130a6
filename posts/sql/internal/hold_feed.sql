create or replace function internal.hold_feed(viewer_in uuid, length_in int, stale_in int) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    made timestamptz;
begin
    -- The settings first, everywhere: switching `personalised` off waits for us and takes away what we made, or we see it.
    perform internal.hold_personalised(viewer_in);
    -- The row's lock: of two devices at once the second reads on where the first ended.
    insert into public.feed_states as s (user_id) values (viewer_in)
        on conflict (user_id) do update set read_at = now()
    returning s.made_at into made;
    if made > now() - stale_in * interval '1 second'
       and made >= coalesce((select max(v.created_at) from public.ranking_versions v), '-infinity') then
        return false;
    end if;
    perform internal.make_feed(viewer_in, length_in);
    return true;
end $$;
comment on function internal.hold_feed(uuid, int, int) is
    'Keeps other readers of a member''s for-you feed waiting until this transaction ends, and makes the feed anew where it is older than stale_in seconds or than the ranking; says whether it did.';
