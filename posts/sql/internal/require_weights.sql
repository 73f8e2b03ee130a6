create or replace function internal.require_weights(weights_in jsonb) returns void
language plpgsql immutable
as $$
declare
    weight record;
begin
    for weight in select w.key, w.value from jsonb_each(weights_in) w order by w.key loop
        if not internal.ranking_defaults() ? weight.key then
            perform internal.refuse('TP400', 'There is no such weight.', 'invalid_choice', weight.key);
        elsif jsonb_typeof(weight.value) <> 'number' or (weight.value #>> '{}')::numeric not between 0 and 1000 then
            perform internal.refuse('TP400', 'A number from 0 to 1000.', 'invalid', weight.key);
        end if;
    end loop;
end $$;
comment on function internal.require_weights(jsonb) is
    'Refuses weights of the ranking that are unknown or out of bounds; some may be missing.';
