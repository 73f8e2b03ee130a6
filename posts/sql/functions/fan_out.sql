-- security definer: the cache has no policy for anybody.
create or replace function api.fan_out(post_in uuid, chunk_in int, wide_in int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    work public.fanouts;
    is_left boolean := false;
begin
    -- What another worker has in hand is theirs to go on with.
    for work in select f.* from public.fanouts f where f.post_id = post_in order by f.id for update skip locked loop
        is_left := internal.fan_out_chunk(work, chunk_in, wide_in) or is_left;
    end loop;
    if is_left then
        perform internal.event_record('fanout_continued', post_in);
    end if;
    return is_left;
end $$;
comment on function api.fan_out(uuid, int, int) is
    'Brings a post to the next chunk_in followers of everybody who published or reposted it lately. While there are more, an event says so in the same transaction. See fan_out_chunk.';
grant execute on function api.fan_out(uuid, int, int) to topin_worker;
