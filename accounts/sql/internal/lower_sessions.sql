create or replace function internal.lower_sessions() returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update user_sessions set aal = 'aal1', amr = internal.amr_without(amr, 'totp') where user_id = viewer_id();
    if internal.has_second_factor(viewer_id()) then
        return;
    end if;
    -- What they wait for is gone. They proved the password only, and are told to do that again.
    perform internal.end_sessions(array(
        select id from user_sessions where user_id = viewer_id() and waits_for_factor), 'second_factor_removed');
end $$;
comment on function internal.lower_sessions() is
    'The viewer''s sessions without a second factor: all are aal1, and none waits for one that is gone.';
grant execute on function internal.lower_sessions() to topin_worker;
