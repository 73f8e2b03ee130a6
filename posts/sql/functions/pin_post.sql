-- security definer: posts are changed by deeds alone.
create or replace function api.pin_post(post_in uuid, limit_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts;
begin
    perform internal.lock_members(array[api.viewer_id()]);  -- one at a time, so that the limit holds
    mine := internal.own_post(post_in);
    if mine.status <> 'published' then
        perform internal.refuse('TP409', 'Publish it first.', 'not_published');
    elsif mine.pinned_at is null and (
            select count(*) from public.posts p where p.author_id = mine.author_id and p.pinned_at is not null) >= limit_in then
        perform internal.refuse('TP409', format('You pinned %s posts, and that is the limit.', limit_in), 'too_many_pins');
    end if;
    update public.posts p set pinned_at = now() where p.id = post_in and p.pinned_at is null;
    return internal.post_json(post_in);
end $$;
comment on function api.pin_post(uuid, int) is
    'Puts a published post of the viewer first in their profile and returns it; refuses one more than the limit. What is pinned stays where it is.';
grant execute on function api.pin_post(uuid, int) to topin_user;
