-- security definer: as get_comments.
create or replace function api.get_comment(comment_in uuid) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if not exists (select from internal.shown_comments(api.viewer_id()) c
                    where c.id = comment_in and api.can_see_post(api.viewer_id(), c.post_id)) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.comment_json(comment_in);
end $$;
comment on function api.get_comment(uuid) is 'A comment, or its tombstone, as the viewer may see it; refuses where there is none for them.';
grant execute on function api.get_comment(uuid) to topin_anon, topin_user, topin_staff;
