-- security definer: reads views, which nobody else may.
create or replace function api.sum_views() returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    summed date := (now() at time zone 'UTC')::date - 1;
    oldest uuid := (select v.id from public.post_views v order by v.id limit 1);
    begins uuid;
    ends uuid;
    days int := 0;
begin
    -- Back from yesterday to the newest day that has its sums: after a pause of the clock all days that were missed.
    -- A day is over when it is summed, and all its posts are summed by one statement, so one post speaks for all.
    while oldest < internal.uuid_at((summed + 1)::timestamp at time zone 'UTC') loop
        begins := internal.uuid_at(summed::timestamp at time zone 'UTC');
        ends := internal.uuid_at((summed + 1)::timestamp at time zone 'UTC');
        exit when exists (
            select from (select v.post_id from public.post_views v join public.posts p on p.id = v.post_id
                          where v.id >= begins and v.id < ends order by v.id limit 1) one
              join public.post_view_days d on d.post_id = one.post_id and d.day = summed);
        insert into public.post_view_days (post_id, day, views)
        select v.post_id, summed, count(*) from public.post_views v join public.posts p on p.id = v.post_id
         where v.id >= begins and v.id < ends group by v.post_id
        on conflict do nothing;
        summed := summed - 1;
        days := days + 1;
    end loop;
    return days;
end $$;
comment on function api.sum_views() is
    'Keeps the daily figures of views (UTC) up to yesterday, whose rows are dropped in the end; returns for how many days.';
grant execute on function api.sum_views() to topin_worker;
