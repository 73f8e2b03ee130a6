create or replace function internal.is_told_alone(kind_in text) returns boolean
language sql immutable parallel safe
as $$ select kind_in in ('verification_outcome', 'new_sign_in', 'poll_closed', 'system') $$;
comment on function internal.is_told_alone(text) is 'Whether notifications of this kind name nobody: the site itself tells them.';
grant execute on function internal.is_told_alone(text) to topin_user;
