create or replace function internal.has_asked_to_join(circle_in uuid, user_in uuid) returns boolean
language sql stable
as $$ select exists (select from public.circle_requests r where r.circle_id = circle_in and r.user_id = user_in) $$;
comment on function internal.has_asked_to_join(uuid, uuid) is 'Whether somebody''s request to join a circle waits for its answer.';
grant execute on function internal.has_asked_to_join(uuid, uuid) to topin_worker;
