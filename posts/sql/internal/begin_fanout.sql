-- security definer: work for the relay's readers, written with the deed.
create or replace function internal.begin_fanout(post_in uuid, by_in uuid, at_in timestamptz) returns void
language sql volatile security definer set search_path = ''
as $$
    insert into public.fanouts (post_id, by_id, at)
    select post_in, by_in, at_in
     where not exists (select from public.wide_authors w where w.user_id = by_in)
        or exists (select from public.posts p where p.id = post_in and p.author_id = by_in and p.circle_id is not null);
    -- Sockets that show a home feed hear that there may be something new.
    select pg_catalog.pg_notify('topin_home', by_in || ' ' || post_in)
$$;
comment on function internal.begin_fanout(uuid, uuid, timestamptz) is
    'Notes that a post published or reposted at a time has to reach the timelines of somebody''s followers, unless they are merged at reading, and of its circle, and says so to sockets.';
grant execute on function internal.begin_fanout(uuid, uuid, timestamptz) to topin_user, topin_worker;
