create or replace function internal.has_second_factor(user_in uuid) returns boolean
language sql stable
as $$ select exists (select from mfa_factors where user_id = user_in and verified_at is not null) $$;
comment on function internal.has_second_factor(uuid) is 'Whether signing in asks this member for a second factor.';
grant execute on function internal.has_second_factor(uuid) to topin_worker;
