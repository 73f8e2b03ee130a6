-- security definer: a repost is a row, a count and an event together; members cannot write any of them alone.
create or replace function internal.change_repost(post_in uuid, delta_in int) returns timestamptz
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    changed public.reposts;
begin
    if delta_in > 0 then
        insert into public.reposts (user_id, post_id)
        select me, p.id from public.posts p
         where p.id = post_in and api.can_see_post(me, p.id) and internal.is_repostable(me, p.id)
        on conflict (post_id, user_id) do nothing
        returning * into changed;
    else
        delete from public.reposts r
         where r.post_id = post_in and r.user_id = me and api.can_see_post(me, post_in)
        returning * into changed;
    end if;
    if changed.id is null then
        return null;
    end if;
    perform internal.count_change('post_reposts', post_in, delta_in);
    perform internal.event_record(
        case when delta_in > 0 then 'post_reposted' else 'post_unreposted' end, post_in,
        (select pg_catalog.jsonb_build_object('author_id', p.author_id, 'since', changed.created_at) from public.posts p where p.id = post_in));
    return changed.created_at;
end $$;
comment on function internal.change_repost(uuid, int) is
    'The viewer''s repost of a post that they may hand on comes (1), or their repost of one they see goes (-1): row, delta and event. Returns since when it stands or stood; null when nothing changed.';
