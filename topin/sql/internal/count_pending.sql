-- security definer: a sum of deltas is public, the rows are not.
create or replace function internal.count_pending(kind_in text, subject_in uuid) returns bigint
language sql stable security definer set search_path = ''
as $$ select coalesce(sum(delta), 0) from public.counter_deltas where subject_id = subject_in and kind = kind_in $$;
comment on function internal.count_pending(text, uuid) is 'What a folded count lacks at this moment.';
grant execute on function internal.count_pending(text, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
