-- security invoker: as is_following.
create or replace function api.are_mutual_followers(a_in uuid, b_in uuid) returns boolean
language sql stable
as $$ select api.is_following(a_in, b_in) and api.is_following(b_in, a_in) $$;
comment on function api.are_mutual_followers(uuid, uuid) is 'Whether both follow each other, approved.';
grant execute on function api.are_mutual_followers(uuid, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
