create or replace function api.like_content(content_in uuid) returns json
language plpgsql volatile
as $$
begin
    if not internal.is_comment(content_in) then
        return api.like_post(content_in);
    elsif not internal.increment_comment_likes(content_in, 1) and not exists (select from comments where id = content_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.comment_likes_json(content_in);
end $$;
comment on function api.like_content(uuid) is 'Likes a post or a comment the viewer sees; liking twice is one like. Returns {liked, likes}.';
grant execute on function api.like_content(uuid) to topin_user;
