-- security definer: contents are given out by functions alone.
create or replace function api.resume_media(late_in interval, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    waiting record;
    resumed int := 0;
begin
    for waiting in
        select c.id, (select m.id from public.post_media m
                       where m.content_id = c.id and m.state = 'processing' order by m.id limit 1) as medium
          from public.media_contents c
         where c.state = 'processing' and c.leased_until < pg_catalog.clock_timestamp() - late_in
         order by c.id limit limit_in for update of c skip locked
    loop
        continue when waiting.medium is null;
        update public.media_contents set leased_until = pg_catalog.clock_timestamp() where id = waiting.id;
        perform internal.event_record('media_uploaded', waiting.medium);
        resumed := resumed + 1;
    end loop;
    return resumed;
end $$;
comment on function api.resume_media(interval, int) is
    'Sends media to the workers again whose content nobody has worked on for so long, such as when the medium whose worker was lost is gone; returns how many.';
grant execute on function api.resume_media(interval, int) to topin_worker;
