create or replace function internal.void_proofs(user_in uuid, but_flow_in uuid default null) returns void
language sql volatile
as $$
    -- Neither what was mailed nor what is only on its way to be.
    update users set proofs_void_before = now() where id = user_in;
    delete from one_time_tokens where user_id = user_in;
    delete from flow_states where user_id = user_in and id is distinct from but_flow_in
$$;
comment on function internal.void_proofs(uuid, uuid) is
    'No code, link or flow of the member that is still out lets anybody in, but for the flow that this deed belongs to.';
grant execute on function internal.void_proofs(uuid, uuid) to topin_worker;
