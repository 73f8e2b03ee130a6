create or replace function internal.take_circle_request(circle_in uuid, user_in uuid) returns public.circles
language plpgsql volatile
as $$
declare
    circle public.circles := internal.lock_circle(circle_in);
begin
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    if not exists (select from internal.listed_profiles(api.viewer_id()) p where p.user_id = user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    delete from public.circle_requests r where r.circle_id = circle_in and r.user_id = user_in;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return circle;
end $$;
comment on function internal.take_circle_request(uuid, uuid) is
    'Takes up a request to join, for an answer of the viewer, and returns the locked circle; refuses who may not answer, and what is not listed for them.';
