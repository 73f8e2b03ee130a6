-- security definer: versions are read by staff alone; the newest is for everybody.
create or replace function api.get_ranking() returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'version', coalesce((select max(v.version) from public.ranking_versions v), 0),
        'weights', internal.ranking_weights(),
        'rules', internal.ranking_rules(internal.ranking_weights()))
$$;
comment on function api.get_ranking() is
    'How for-you feeds are ranked now: {version (0: the first, nobody changed it), weights: {name: number}, rules: {name: sentence}}.';
grant execute on function api.get_ranking() to topin_user, topin_staff;
