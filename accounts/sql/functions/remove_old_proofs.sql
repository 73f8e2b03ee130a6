create or replace function api.remove_old_proofs(before_in timestamptz) returns bigint
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    proofs bigint;
    flows bigint;
    requests bigint;
begin
    delete from one_time_tokens where created_at < before_in;
    get diagnostics proofs = row_count;
    delete from flow_states f
     where coalesce(code_made_at, created_at) < before_in
       and not exists (select from one_time_tokens t where t.flow_id = f.id);
    get diagnostics flows = row_count;
    delete from mail_requests where asked_at < before_in;
    get diagnostics requests = row_count;
    return proofs + flows + requests;
end $$;
comment on function api.remove_old_proofs(timestamptz) is
    'Removes codes, flows and notes of mails that are of no use any more; returns how many.';
grant execute on function api.remove_old_proofs(timestamptz) to topin_worker;
