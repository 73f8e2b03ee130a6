-- security definer: asks the author's show_likes, and leaves out people at either end of a block.
create or replace function api.get_likers(post_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('likers', cursor_in);
    page json;
begin
    if not api.can_see_post(me, post_in) then
        perform internal.refuse_post(post_in);
    elsif exists (select from public.posts p join public.user_settings s on s.user_id = p.author_id
                   where p.id = post_in and p.author_id is distinct from me and not s.show_likes) then
        perform internal.refuse('TP403', 'The author keeps to themselves who likes their posts.', 'likes_hidden');
    end if;
    with found as (
        select l.created_at as at, l.id, p as profile
          from public.likes l join public.profiles p on p.user_id = l.user_id
         where l.post_id = post_in and l.id < mark.id
           and not p.is_hidden and l.user_id <> all (array(select internal.hidden_from(me)))
         order by l.id desc limit limit_in + 1
    ), shown as (
        select * from found order by id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile) order by id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('likers', at, id) from shown order by id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_likers(uuid, int, text) is 'A page of those who like a post, newest first, where its author lets them be seen.';
grant execute on function api.get_likers(uuid, int, text) to topin_anon, topin_user, topin_staff;
