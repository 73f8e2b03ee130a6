-- security definer: a version is written here only, by administrators.
create or replace function api.publish_ranking(weights_in jsonb, version_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    made int;
begin
    if not internal.is_administrator(me) then
        perform internal.refuse('TP403', 'Only administrators change the ranking.', 'forbidden');
    end if;
    perform internal.require_weights(weights_in);
    -- Of two who publish at once the second learns that they looked at an older ranking.
    insert into public.ranking_versions (version, weights, made_by_id)
    select version_in + 1, internal.ranking_with(weights_in), me
     where version_in = coalesce((select max(v.version) from public.ranking_versions v), 0)
        on conflict (version) do nothing
    returning version into made;
    if made is null then
        perform internal.refuse('TP409', 'Somebody published another ranking meanwhile: look at it first.', 'outdated');
    end if;
    perform api.audit_record('ranking_published', 'ranking', null,
                             pg_catalog.jsonb_build_object('version', made, 'weights', weights_in));
    return made;
end $$;
comment on function api.publish_ranking(jsonb, int) is
    'Publishes weights of the for-you ranking that come after a version: they hold from now on for everybody. Administrators only, audited; returns the new version.';
grant execute on function api.publish_ranking(jsonb, int) to topin_staff;
