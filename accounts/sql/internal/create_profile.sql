create or replace function internal.create_profile(user_in uuid, handle_in text, name_in text, email_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    wish text := lower(trim(coalesce(handle_in, '')));
    name text := internal.fit_name(name_in); -- a sign-up is not refused for its name
    made text;
begin
    loop
        made := internal.make_handle(wish, email_in);
        insert into profiles (user_id, handle, handle_is_chosen, display_name)
        values (user_in, made, made = wish, coalesce(name, made))
        on conflict (handle) do nothing;
        exit when found; -- else somebody else took it this very moment, and now it is seen as taken
    end loop;
    insert into profile_details (user_id) values (user_in);
    insert into profile_counters (user_id) values (user_in);
    insert into user_settings (user_id) values (user_in);
    insert into user_streams (user_id) values (user_in);
end $$;
comment on function internal.create_profile(uuid, text, text, text) is 'What exists the moment an account does.';
grant execute on function internal.create_profile(uuid, text, text, text) to topin_worker;
