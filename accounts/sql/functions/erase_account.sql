-- security definer: erasing goes through every table, whoever may see what; jobs (worker) reach them through here only.
create or replace function api.erase_account(user_in uuid, address_hash_in bytea, sealed_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    deletion public.account_deletions;
    store_files jsonb;
    things uuid[];
begin
    perform internal.hold_erasing(true);
    update public.account_deletions d set erased_at = now()
     where d.user_id = user_in and d.cancelled_at is null and d.erased_at is null and d.erases_at <= now()
    returning * into deletion;
    if not found then
        perform internal.refuse('TP409', 'This account is not due to be erased.', 'not_due');
    end if;
    -- Circles before media before members, as everywhere: the member, and whoever they talked with.
    perform internal.lock_circles_around(user_in);
    perform internal.hold_talks_of(user_in);
    store_files := internal.files_of(user_in);
    things := internal.things_of(user_in);
    -- From the upper floors down: what points at a member goes before them.
    perform internal.erase_reports(user_in);
    perform internal.erase_notifications(user_in);
    perform internal.erase_messages(user_in);
    perform internal.erase_posts(user_in);
    perform internal.erase_relations(user_in);
    perform internal.erase_traces(things);
    perform internal.erase_member(user_in, address_hash_in);
    -- The address is readable for us alone, until the receipt is mailed.
    perform internal.event_record('account_erased', null, pg_catalog.jsonb_build_object(
        'receipt', deletion.id, 'sealed', sealed_in, 'files', store_files));
end $$;
comment on function api.erase_account(uuid, bytea, text) is
    'Erases a member whose time is over from every table, with counts of others kept exact. Takes the address as hash and sealed (with name and language) for the receipt.';
grant execute on function api.erase_account(uuid, bytea, text) to topin_worker;
