-- security definer: policies of circles and posts ask it, and may not ask the table whose policy they are.
create or replace function internal.my_circles() returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.circle_id from public.circle_members m where m.user_id = api.viewer_id() $$;
comment on function internal.my_circles() is 'The circles that the viewer belongs to.';
grant execute on function internal.my_circles() to topin_user;
