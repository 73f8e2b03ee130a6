-- security definer: reads the cache, and decides again about people whose blocks and settings the viewer may not read.
create or replace function api.get_suggestions(limit_in int, cursor_in text, hours_in int) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('suggestions', cursor_in);
    page json;
begin
    if hours_in is not null and coalesce(cursor_in, '') = '' and internal.suggestions_are_due(me, hours_in) then
        return null;
    end if;
    with kept as materialized (  -- the score stands where other cursors have the time
        select s, s.suggested_id as id, to_timestamp(s.score) as at from public.suggestions s
         where s.user_id = me and (to_timestamp(s.score), s.suggested_id) < (mark.at, mark.id)
    ), allowed as (
        select k.* from kept k
         where k.id in (select internal.suggestable(me, array(select kept.id from kept)))
         order by k.at desc, k.id desc
    ), found as materialized (
        select a.id, a.at, r.reason from allowed a, lateral (select internal.suggestion_reason(me, a.s) as reason offset 0) r
         where r.reason is not null order by a.at desc, a.id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(p)::jsonb || jsonb_build_object('reason', shown.reason)
                               order by shown.at desc, shown.id desc)
                             from shown join public.profiles p on p.user_id = shown.id), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('suggestions', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_suggestions(int, text, int) is
    'A page of those whom the viewer may want to follow, best first, with the reason; null when they must be computed first (hours_in: how long they last; null takes them as they are).';
grant execute on function api.get_suggestions(int, text, int) to topin_user;
