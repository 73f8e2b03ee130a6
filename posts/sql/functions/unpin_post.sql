-- security definer: posts are changed by deeds alone.
create or replace function api.unpin_post(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts := internal.own_post(post_in);
begin
    update public.posts p set pinned_at = null where p.id = mine.id and p.pinned_at is not null;
    return internal.post_json(post_in);
end $$;
comment on function api.unpin_post(uuid) is 'Takes a post of the viewer from the top of their profile and returns it; one that is not there stays as it is.';
grant execute on function api.unpin_post(uuid) to topin_user;
