-- security definer: interests are written by functions alone.
create or replace function api.note_interests(users_in uuid[], post_in uuid, signal_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    -- In the order of ids: two crowds with the same people must not wait for each other.
    perform internal.note_interest(u.id, post_in, signal_in)
       from (select u as id from pg_catalog.unnest(users_in) u order by u offset 0) u;
end $$;
comment on function api.note_interests(uuid[], uuid, text) is
    'For readers of events: the same signal of several members (like, comment, repost) moves the interests of each towards a post.';
grant execute on function api.note_interests(uuid[], uuid, text) to topin_worker;
