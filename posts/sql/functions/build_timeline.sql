-- security definer: as fan_out.
create or replace function api.build_timeline(user_in uuid, length_in int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    ats timestamptz[];
    posts uuid[];
begin
    perform from public.timeline_states s where s.user_id = user_in for no key update skip locked;
    if not found then
        return false;
    end if;
    -- Of everybody, also the muted and the suspended, who may be heard again; whoever reads decides. Statement by
    -- statement: what fan-out writes in between stays, and what it wrote before is found again.
    delete from public.timelines t where t.user_id = user_in;
    select array_agg(w.at), array_agg(w.post_id) into ats, posts
      from internal.home_walk(
               user_in,
               array(select user_in union
                     select f.followed_id from public.followers f where f.follower_id = user_in
                     except select a.user_id from public.wide_authors a),
               array(select internal.circles_of(user_in)), 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', length_in + 1) w;
    insert into public.timelines (user_id, at, post_id)
    select user_in, w.at, w.post_id from unnest(ats[:length_in], posts[:length_in]) w (at, post_id)
    on conflict do nothing;
    update public.timeline_states s
       set built_at = now(), reaches_to = case when cardinality(ats) > length_in then ats[length_in] end
     where s.user_id = user_in;
    return true;
end $$;
comment on function api.build_timeline(uuid, int) is
    'Writes the newest length_in candidates of a member''s home feed ahead. begin_timeline must be committed. Says whether it did: not where another worker does, or the member is gone.';
grant execute on function api.build_timeline(uuid, int) to topin_worker;
