create or replace function api.get_profile_by_handle(handle_in text, online_in interval default '60 seconds') returns json
language plpgsql stable
as $$
declare
    owner uuid := (select user_id from profiles where handle = lower(handle_in));
    moved_to text;
begin
    if owner is null then
        moved_to := internal.handle_successor(handle_in);
        if moved_to is not null then
            perform internal.refuse('TPH08', moved_to);
        end if;
    end if;
    return api.get_profile(owner, online_in);
end $$;
comment on function api.get_profile_by_handle(text, interval) is
    'A member''s profile by handle, in any case of letters; for a given-up handle it refuses and names the present one.';
grant execute on function api.get_profile_by_handle(text, interval) to topin_anon, topin_user, topin_staff;
