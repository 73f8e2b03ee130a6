-- security definer: policies of circles and posts ask it, and may not ask the table whose policy they are.
create or replace function internal.circles_of(user_in uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.circle_id from public.circle_members m where m.user_id = user_in $$;
comment on function internal.circles_of(uuid) is 'The circles that a member belongs to.';
grant execute on function internal.circles_of(uuid) to topin_worker;
