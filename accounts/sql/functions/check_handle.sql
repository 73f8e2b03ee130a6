create or replace function api.check_handle(handle_in text) returns json
language sql stable
as $$
    with asked as (
        select internal.handle_refusal(handle_in) as reason,
               left(lower(handle_in), 26) as stem
    )
    select json_build_object('available', reason is null, 'reason', reason, 'suggestions', coalesce((
        select json_agg(handle) from (
            select handle from unnest(array[stem || '_', 'the_' || stem, stem || '_1', stem || '_2', stem || '_22',
                                            'its_' || stem, stem || '_77']) with ordinality as made(handle, place)
             where reason = 'taken' and is_handle_available(handle)
             order by place limit 3) free), '[]'))
      from asked
$$;
comment on function api.check_handle(text) is 'Whether a handle is free, why not, and in place of a taken one up to three that are.';
grant execute on function api.check_handle(text) to topin_anon, topin_user, topin_staff;
