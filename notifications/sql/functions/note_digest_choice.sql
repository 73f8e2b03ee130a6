create or replace function api.note_digest_choice(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    if internal.wants_digest(user_in) then
        -- The time zone or the rhythm may be another one now.
        insert into digest_states (user_id, told_until) values (user_in, now())
        on conflict (user_id) do update set next_at = now();
    else
        delete from digest_states where user_id = user_in;
    end if;
end $$;
comment on function api.note_digest_choice(uuid) is
    'Follows a member''s choices about digests: the first one tells what came after it was chosen.';
grant execute on function api.note_digest_choice(uuid) to topin_worker;
