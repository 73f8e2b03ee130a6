-- security definer: circles are written by functions only.
create or replace function api.close_circle(circle_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    circle public.circles := internal.lock_circle(internal.find_circle(circle_in));
begin
    perform internal.require_circle_role(circle.id, 'owner');
    perform internal.shut_circle(circle.id);
end $$;
comment on function api.close_circle(text) is 'Closes a circle that the viewer owns, for good.';
grant execute on function api.close_circle(text) to topin_user;
