create or replace function internal.require_full_session() returns void
language plpgsql stable
as $$
begin
    if api.owes_second_factor() then
        perform internal.refuse('TP401', 'AAL2 session is required to update email or password when MFA is enabled.',
                                'insufficient_aal');
    end if;
end $$;
comment on function internal.require_full_session() is
    'Refuses whoever has a second factor and did not give it in this session.';
grant execute on function internal.require_full_session() to topin_worker;
