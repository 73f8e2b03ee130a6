-- security definer: channels are written by functions alone.
create or replace function api.stop_push_channel(name_in text, reason_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    was_open boolean;
begin
    insert into public.push_channels as c (name, stopped_at, stop_reason) values (name_in, now(), left(reason_in, 500))
    on conflict (name) do update set stopped_at = coalesce(c.stopped_at, excluded.stopped_at), stop_reason = excluded.stop_reason,
        changed_at = now()
    returning stopped_at = now() into was_open;
    if was_open then
        perform internal.event_record('push_channel_stopped', null, pg_catalog.jsonb_build_object('channel', name_in));
    end if;
    return was_open;
end $$;
comment on function api.stop_push_channel(text, text) is
    'Our credentials are refused: nothing goes out by this channel until an operator opens it again; all waits, every token stays. Whether it was open until now.';
grant execute on function api.stop_push_channel(text, text) to topin_worker;
