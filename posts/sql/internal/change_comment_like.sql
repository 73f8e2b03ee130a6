-- security definer: asks can_see_comment, which is planned once, where the policy would be planned for each role.
create or replace function internal.change_comment_like(comment_in uuid, delta_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not internal.increment_comment_likes(comment_in, delta_in)
       and not internal.can_see_comment(api.viewer_id(), comment_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.comment_likes_json(comment_in);
end $$;
comment on function internal.change_comment_like(uuid, int) is
    'The viewer likes a comment (1) or takes their like back (-1), once however often, and hears {liked, likes}; refuses what they do not see.';
grant execute on function internal.change_comment_like(uuid, int) to topin_user;
