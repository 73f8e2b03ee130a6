-- security definer: asks can_see_post once; counts and tombstones have no policies for members.
create or replace function api.get_comments(post_in uuid, sort_in text, parent_in uuid, limit_in int, cursor_in text, ranked_in int) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record;
    found uuid[];
    next_cursor text;
begin
    if not api.can_see_post(me, post_in) then
        perform internal.refuse_post(post_in);
    elsif parent_in is not null
          and not exists (select from internal.shown_comments(me) c where c.id = parent_in and c.post_id = post_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    if sort_in = 'best' then
        select * into found, next_cursor
          from internal.best_comments_page(me, post_in, parent_in, limit_in, coalesce(cursor_in, ''), ranked_in);
    else
        mark := internal.cursor_read('comments_' || sort_in, cursor_in);
        found := case sort_in
            when 'new' then internal.newest_comments(me, post_in, parent_in, mark.id, limit_in + 1)
            else internal.oldest_comments(me, post_in, parent_in,
                case when mark.at = 'infinity' then '00000000-0000-0000-0000-000000000000' else mark.id end, limit_in + 1) end;
        if cardinality(found) > limit_in then
            found := found[:limit_in];
            next_cursor := internal.cursor_after('comments_' || sort_in, 'epoch', found[limit_in]);
        end if;
    end if;
    return json_build_object(
        'items', coalesce((select json_agg(c.comment order by c.place) from internal.comments_json(me, found) c), '[]'),
        'next_cursor', next_cursor);
end $$;
comment on function api.get_comments(uuid, text, uuid, int, text, int) is
    'A page of the comments on a post (parent_in null: those of depth 1), sorted by best, new or old, as far as the viewer may see them. Best ranks the ranked_in most liked and as many of the newest.';
grant execute on function api.get_comments(uuid, text, uuid, int, text, int) to topin_anon, topin_user, topin_staff;
