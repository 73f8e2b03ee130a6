create or replace function api.note_digest_choice(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    if internal.wants_digest(user_in) then
        insert into digest_states (user_id, told_until) values (user_in, now()) on conflict do nothing;
    else
        delete from digest_states where user_id = user_in;
    end if;
end $$;
comment on function api.note_digest_choice(uuid) is
    'Follows a member''s choice of digests: the first one tells what came after the choice.';
grant execute on function api.note_digest_choice(uuid) to topin_worker;
