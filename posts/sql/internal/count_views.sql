-- security definer: a view is a row and a count together, written for visitors too; nobody may write or read them.
create or replace function internal.count_views(posts_in uuid[], viewer_hash_in text) returns int
language sql volatile security definer set search_path = ''
as $$
    -- The day goes into the hash: two days of one viewer cannot be told to be of the same.
    with today as (
        select day, encode(sha256(convert_to(day || ' ' || viewer_hash_in, 'UTF8')), 'hex') as viewer
          from (select (now() at time zone 'UTC')::date as day) clock
    ), seen as materialized (
        select p.id, p.author_id from public.posts p
         where p.id = any (posts_in) and p.status = 'published' and p.author_id is distinct from api.viewer_id()
    ), visible as materialized (
        select s.id from seen s where api.can_see_post(api.viewer_id(), s.id)
    ), noted as (
        select internal.note_seen(api.viewer_id(), array(select v.id from visible v)) where api.viewer_id() is not null
    ), counted as (
        -- In the order of the ids: two reports of one viewer wait for each other, never in a ring.
        insert into public.post_views (id, post_id, viewer_hash)
        select internal.view_id(t.day, v.id, t.viewer) as id, v.id, t.viewer
          from visible v cross join today t
         order by 1
        on conflict (id) do nothing
        returning post_id
    ), added as (
        insert into public.counter_deltas (kind, subject_id, delta)
        select 'post_views', c.post_id, 1 from counted c
        returning 1
    )
    select (select count(*) from added)::int from (select count(*) from noted) n
$$;
comment on function internal.count_views(uuid[], text) is
    'Counts a viewer''s views of posts that they see, but for their own: each once a day. A member''s for-you feed does not show them again for seven days. Returns how many counted. Nobody is told, hence no event.';
grant execute on function internal.count_views(uuid[], text) to topin_anon, topin_user;
