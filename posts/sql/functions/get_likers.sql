-- security definer: asks the author's show_likes, and leaves out people at either end of a block.
create or replace function api.get_likers(content_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('likers', cursor_in);
    author uuid := internal.author_of_seen(content_in);
    page json;
begin
    if exists (select from public.user_settings s
                where s.user_id = author and author is distinct from me and not s.show_likes) then
        perform internal.refuse('TP403', 'The author keeps to themselves who likes this.', 'likes_hidden');
    end if;
    with likes as (  -- one of the two has rows
        (select l.created_at as at, l.id, p as profile
           from public.likes l join internal.listed_profiles(me) p on p.user_id = l.user_id
          where l.post_id = content_in and l.id < mark.id order by l.id desc limit limit_in + 1)
        union all
        (select l.created_at, l.id, p
           from public.likes l join internal.listed_profiles(me) p on p.user_id = l.user_id
          where l.comment_id = content_in and l.id < mark.id order by l.id desc limit limit_in + 1)
    ), shown as (
        select * from likes order by id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile) order by id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from likes) > limit_in
            then (select internal.cursor_after('likers', at, id) from shown order by id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_likers(uuid, int, text) is
    'A page of those who like a post or a comment, newest first, where its author lets them be seen.';
grant execute on function api.get_likers(uuid, int, text) to topin_anon, topin_user, topin_staff;
