create or replace function internal.tell_media_audience(contents_in uuid[]) returns void
language plpgsql volatile
as $$
declare
    content uuid;
begin
    for content in select distinct c.id from unnest(contents_in) c (id) where c.id is not null order by c.id loop
        perform internal.event_record('media_audience_changed', content);
    end loop;
end $$;
comment on function internal.tell_media_audience(uuid[]) is
    'Records that more or fewer people may see what was made of these files: settle_media_audience finds out whether it is everybody. To be called by every deed that shows a public post with media or takes it away.';
