create or replace function api.begin_erasure(user_in uuid) returns json
language plpgsql volatile
as $$
declare
    due account_deletions;
begin
    -- Whoever signs in at this moment came before and cancelled, or waits here and finds nobody.
    perform from users u where u.id = user_in for no key update;
    select * into due from account_deletions d
     where d.user_id = user_in and d.cancelled_at is null and d.erased_at is null and d.erases_at <= now() for update;
    if not found then
        return null;
    end if;
    return json_build_object('receipt', due.id, 'mail', api.get_leaving_mail(user_in));
end $$;
comment on function api.begin_erasure(uuid) is
    'Locks an account that is due to be erased in this transaction; returns {receipt, mail: {email, name, language}|null}, or null when it is not due (any more).';
grant execute on function api.begin_erasure(uuid) to topin_worker;
