-- security definer: the worker changes no poll by itself.
create or replace function api.close_polls(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    closed uuid[];
begin
    -- A poll in which somebody votes at this moment, or that another worker closes, is left for the next time:
    -- where closed_at stands no vote comes any more. One statement sets it, hence each is told once.
    with due as (
        select q.post_id from public.post_polls q
         where q.closed_at is null and q.closes_at <= now()
         order by q.closes_at limit limit_in for update skip locked
    ), done as (
        update public.post_polls q set closed_at = now() from due where q.post_id = due.post_id returning q.post_id
    )
    select array_agg(post_id) into closed from done;
    perform internal.event_record('poll_closed', p.id)
       from public.posts p where p.id = any (closed) and p.deleted_at is null;
    return coalesce(cardinality(closed), 0);
end $$;
comment on function api.close_polls(int) is
    'Closes up to limit_in polls whose time is over and records poll_closed for posts that still stand; returns how many it closed.';
grant execute on function api.close_polls(int) to topin_worker;
