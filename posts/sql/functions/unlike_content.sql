create or replace function api.unlike_content(content_in uuid) returns json
language plpgsql volatile
as $$
begin
    if internal.is_comment(content_in) then
        return internal.change_comment_like(content_in, -1);
    end if;
    return api.unlike_post(content_in);
end $$;
comment on function api.unlike_content(uuid) is
    'Takes the viewer''s like of a post or a comment back; where there is none, nothing happens. Returns {liked, likes}.';
grant execute on function api.unlike_content(uuid) to topin_user;
