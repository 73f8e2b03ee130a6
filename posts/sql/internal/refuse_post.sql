-- security definer: tells an author that their post was here, and everybody else that nothing is.
create or replace function internal.refuse_post(post_in uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
    if exists (select from public.posts p
                where p.id = post_in and p.author_id = api.viewer_id() and p.deleted_at is not null) then
        perform internal.refuse('TP410', 'You deleted this post.');
    end if;
    perform internal.refuse('TP404', 'There is nothing here');
end $$;
comment on function internal.refuse_post(uuid) is 'Refuses a post that the viewer cannot see: gone for its author, absent for all others.';
grant execute on function internal.refuse_post(uuid) to topin_anon, topin_user, topin_staff;
