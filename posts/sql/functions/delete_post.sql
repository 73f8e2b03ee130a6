-- security definer: the row leaves everybody's sight, its author's too, and a policy would refuse that change.
create or replace function api.delete_post(post_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    old_status text;
begin
    update public.posts p set deleted_at = now()
     where p.id = post_in and p.author_id = api.viewer_id() and p.deleted_at is null
    returning p.status into old_status;
    if not found then
        if api.can_see_post(api.viewer_id(), post_in) then
            perform internal.refuse('TP403', 'Only its author can delete a post.');
        end if;
        perform internal.refuse_post(post_in);
    end if;
    if old_status = 'published' then
        perform internal.count_change('posts', api.viewer_id(), -1);
    end if;
    perform internal.event_record('post_deleted', post_in);
end $$;
comment on function api.delete_post(uuid) is 'Takes the viewer''s own post away from everybody; refuses other people''s and what is gone.';
grant execute on function api.delete_post(uuid) to topin_user;
