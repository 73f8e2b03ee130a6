-- security definer: policies must hide a blocker from the blocked, who may not read that block.
create or replace function internal.blockers_of(user_in uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$ select b.blocker_id from public.blocked_users b where b.blocked_id = user_in $$;
comment on function internal.blockers_of(uuid) is 'Who blocked a member: a set for policies, asked once a statement.';
grant execute on function internal.blockers_of(uuid) to topin_user;
