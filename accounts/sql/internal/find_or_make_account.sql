create or replace function internal.find_or_make_account(
    email_in text, password_hash_in text, metadata_in jsonb, confirmed_in boolean
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    known users;
    made json;
begin
    loop
        select * into known from users where email = email_in for no key update;
        if known.id is not null and (confirmed_in or known.email_confirmed_at is null) then
            return internal.sign_up_again(known.id, confirmed_in);
        end if;
        made := internal.make_or_pretend(email_in, password_hash_in, metadata_in, confirmed_in, known.id is null);
        if made is not null then
            return json_build_object('outcome', 'made', 'user_id', made -> 'id', 'user', made);
        end if; -- else somebody else took the address this very moment, and now it is known
    end loop;
end $$;
comment on function internal.find_or_make_account(text, text, jsonb, boolean) is
    'The account of a sign-up: a new one, the one that waits for its confirmation, or one made up. Outcome: made, taken.';
grant execute on function internal.find_or_make_account(text, text, jsonb, boolean) to topin_worker;
