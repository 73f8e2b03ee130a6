create or replace function internal.make_or_pretend(
    email_in text, password_hash_in text, metadata_in jsonb, confirmed_in boolean, kept_in boolean
) returns json
language plpgsql volatile
as $$
declare
    member uuid;
    made json;
begin
    -- Both do the very same work, so that neither time nor shape tells that somebody has this address.
    begin
        member := internal.make_account(case when kept_in then email_in else gen_random_uuid() || '@' end,
                                        password_hash_in, metadata_in, confirmed_in);
        made := internal.user_json(member);
        if not kept_in then
            raise exception using errcode = 'TPNUL';
        end if;
    exception when sqlstate 'TPNUL' then
        null; -- all of it is undone
    end;
    return (
        select json_object_agg(key, case when kept_in then value
                                         when key = 'email' then to_json(email_in)
                                         when key = 'role' then '""'::json
                                         when key = 'identities' then '[]'::json
                                         when key = 'user_metadata' then metadata_in::json
                                         else value end order by place)
          from json_each(made) with ordinality as fields(key, value, place));
end $$;
comment on function internal.make_or_pretend(text, text, jsonb, boolean, boolean) is
    'Makes an account and returns it as GoTrue clients read it, or, where it is not to be kept, one that never was; null when somebody else just took the address.';
grant execute on function internal.make_or_pretend(text, text, jsonb, boolean, boolean) to topin_worker;
