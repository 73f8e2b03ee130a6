create or replace function internal.is_banned(circle_in uuid, user_in uuid) returns boolean
language sql stable
as $$ select exists (select from public.circle_bans b where b.circle_id = circle_in and b.user_id = user_in) $$;
comment on function internal.is_banned(uuid, uuid) is 'Whether somebody may not come (back) into a circle.';
