-- security definer: works out feeds as their readers would get them, and writes nothing.
create or replace function api.preview_ranking(weights_in jsonb, is_sample_in boolean, limit_in int) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    reader uuid := api.viewer_id();
begin
    if not internal.is_administrator(reader) then
        perform internal.refuse('TP403', 'Only administrators change the ranking.', 'forbidden');
    end if;
    perform internal.require_weights(weights_in);
    if is_sample_in then
        reader := internal.sample_reader();
    end if;
    return pg_catalog.json_build_object(
        'now', internal.preview_json(reader, internal.ranking_weights(), not is_sample_in, limit_in),
        'then', internal.preview_json(reader, internal.ranking_with(weights_in), not is_sample_in, limit_in));
end $$;
comment on function api.preview_ranking(jsonb, boolean, int) is
    'What a reader would get next by the ranking that holds (now) and by other weights (then): the administrator who asks, or somebody else, who is not named, and of whose feed only what everybody may see is told.';
grant execute on function api.preview_ranking(jsonb, boolean, int) to topin_staff;
