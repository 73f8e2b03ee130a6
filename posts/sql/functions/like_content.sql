create or replace function api.like_content(content_in uuid) returns json
language plpgsql volatile
as $$
begin
    if internal.is_comment(content_in) then
        return internal.change_comment_like(content_in, 1);
    end if;
    return api.like_post(content_in);
end $$;
comment on function api.like_content(uuid) is 'Likes a post or a comment the viewer sees; liking twice is one like. Returns {liked, likes}.';
grant execute on function api.like_content(uuid) to topin_user;
