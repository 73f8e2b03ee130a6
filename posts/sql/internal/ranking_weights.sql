-- security definer: versions are read by staff alone; what holds is for everybody.
create or replace function internal.ranking_weights() returns jsonb
language sql stable security definer set search_path = ''
as $$
    select internal.ranking_with((select v.weights from public.ranking_versions v order by v.version desc limit 1))
$$;
comment on function internal.ranking_weights() is 'The weights of the for-you ranking that hold now.';
grant execute on function internal.ranking_weights() to topin_user, topin_staff;
