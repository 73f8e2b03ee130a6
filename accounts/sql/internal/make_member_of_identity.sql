create or replace function internal.make_member_of_identity(identity_in jsonb) returns users
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    member users;
begin
    insert into users (email, email_confirmed_at, user_metadata)
    values (identity_in ->> 'email', now(), identity_in -> 'metadata')
    on conflict (email) do nothing
    returning * into member;
    if member.id is null then -- somebody signed up with the address this very moment
        select * into member from users where email = identity_in ->> 'email' for no key update;
        if (identity_in ->> 'email_verified')::boolean is not true then
            perform internal.refuse('TP409', 'Somebody is signing up with this address right now', 'conflict');
        end if;
        return member;
    end if;
    perform internal.create_profile(member.id, null, identity_in -> 'metadata' ->> 'name', member.email);
    perform internal.event_record('member_signed_up', member.id);
    return member;
end $$;
comment on function internal.make_member_of_identity(jsonb) is
    'A new member, with profile, counters, settings and stream, whose address a provider vouches for.';
grant execute on function internal.make_member_of_identity(jsonb) to topin_worker;
