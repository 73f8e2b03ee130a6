create or replace function internal.author_of_seen(content_in uuid) returns uuid
language plpgsql stable
as $$
begin
    if internal.can_see_comment(api.viewer_id(), content_in) then
        return (select c.author_id from public.comments c where c.id = content_in);
    elsif not api.can_see_post(api.viewer_id(), content_in) then
        perform internal.refuse_post(content_in);
    end if;
    return (select p.author_id from public.posts p where p.id = content_in);
end $$;
comment on function internal.author_of_seen(uuid) is 'Who wrote a post or comment; refuses those that the viewer does not see.';
