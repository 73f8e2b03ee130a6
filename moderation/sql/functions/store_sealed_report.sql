-- security definer: copies of reported messages are written by report_message, and here; no role may update them.
create or replace function api.store_sealed_report(report_in uuid, old_in bytea, master_in text, sealed_in bytea) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    update public.message_reports set master = master_in, sealed = sealed_in where id = report_in and sealed = old_in;
    return found;
end $$;
comment on function api.store_sealed_report(uuid, bytea, text, bytea) is
    'Puts the copy of a reported message, sealed under another master key, in the place of the old one; false when that is not there any more.';
grant execute on function api.store_sealed_report(uuid, bytea, text, bytea) to topin_worker;
