-- security definer: counts change only together with the row that is counted.
create or replace function internal.count_change(kind_in text, subject_in uuid, delta_in int) returns void
language sql volatile security definer set search_path = ''
as $$ insert into public.counter_deltas (kind, subject_id, delta) values (kind_in, subject_in, delta_in) $$;
comment on function internal.count_change(text, uuid, int) is
    'Adds to a count without touching its row, so that one popular post does not serialise its fans.';
grant execute on function internal.count_change(text, uuid, int) to topin_user, topin_worker;
