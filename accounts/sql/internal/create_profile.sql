create or replace function internal.create_profile(user_in uuid, handle_in text, name_in text, email_in text) returns void
language plpgsql volatile
as $$
declare
    handle text := internal.make_handle(handle_in, email_in);
begin
    insert into profiles (user_id, handle, handle_is_chosen, display_name)
    values (user_in, handle, handle = lower(trim(coalesce(handle_in, ''))),
            coalesce(nullif(trim(left(name_in, 200)), ''), handle));
    insert into profile_details (user_id) values (user_in);
    insert into profile_counters (user_id) values (user_in);
    insert into user_settings (user_id) values (user_in);
    insert into user_streams (user_id) values (user_in);
end $$;
comment on function internal.create_profile(uuid, text, text, text) is 'What exists the moment an account does.';
grant execute on function internal.create_profile(uuid, text, text, text) to topin_worker;
