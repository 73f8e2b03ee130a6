-- security definer: rankings belong to nobody; the clock makes them through here.
create or replace function api.refresh_trends(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    -- What was published up to a minute ago is committed by now, or never will be.
    until timestamptz := now() - interval '1 minute';
    ranked int;
begin
    insert into public.trends (ranked_at, trend, published_at, post_id)
    select until, internal.trend_of(coalesce(c.likes, 0), coalesce(c.comments, 0), coalesce(c.reposts, 0), coalesce(c.quotes, 0),
                                    until - p.published_at) as trend, p.published_at, p.id
      from public.posts p left join public.post_counters c on c.post_id = p.id
     where p.status = 'published' and p.deleted_at is null and p.hidden_at is null and p.audience = 'public'
       and p.published_at > until - interval '72 hours' and p.published_at <= until
     order by trend desc, p.published_at desc, p.id desc limit limit_in
    on conflict do nothing;
    get diagnostics ranked = row_count;
    delete from public.trends r where r.ranked_at < until - interval '1 hour';
    return ranked;
end $$;
comment on function api.refresh_trends(int) is
    'Ranks the public posts of the last 72 hours anew, so many at most, and forgets rankings that nobody pages through any more; returns how many were ranked.';
grant execute on function api.refresh_trends(int) to topin_worker;
