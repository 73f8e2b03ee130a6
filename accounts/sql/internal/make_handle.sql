create or replace function internal.make_handle(wish_in text, email_in text) returns text
language plpgsql volatile
as $$
declare
    stem text := lower(trim(coalesce(wish_in, '')));
begin
    if api.is_handle_available(stem) then
        return stem;
    end if;
    stem := left(regexp_replace(lower(coalesce(nullif(stem, ''), split_part(email_in, '@', 1))), '[^a-z0-9_]', '', 'g'), 20);
    if length(stem) < 3 or stem = any (internal.reserved_handles()) then
        stem := 'member' || left(stem, 10);
    end if;
    for i in 1..20 loop
        -- Six digits: two sign-ups at once rarely meet, and the unique constraint settles it.
        stem := left(regexp_replace(stem, '_[0-9]{6}$', ''), 20) || '_' || lpad(floor(random() * 1000000)::int::text, 6, '0');
        exit when api.is_handle_available(stem);
    end loop;
    return stem;
end $$;
comment on function internal.make_handle(text, text) is 'The wished handle where it is free and valid, else one made from it or from the address.';
grant execute on function internal.make_handle(text, text) to topin_worker;
