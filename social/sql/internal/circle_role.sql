-- security definer: deeds, all of them definers too, ask it about others than the viewer. Hence no grant to members.
create or replace function internal.circle_role(circle_in uuid, user_in uuid) returns text
language sql stable security definer set search_path = ''
as $$ select m.role from public.circle_members m where m.circle_id = circle_in and m.user_id = user_in $$;
comment on function internal.circle_role(uuid, uuid) is 'owner, moderator or member; null for outsiders.';
grant execute on function internal.circle_role(uuid, uuid) to topin_worker;
