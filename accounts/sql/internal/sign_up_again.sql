create or replace function internal.sign_up_again(user_in uuid, confirmed_in boolean) returns json
language plpgsql volatile
as $$
begin
    if exists (select from users where id = user_in and email_confirmed_at is not null) then
        return json_build_object('outcome', 'taken');
    elsif confirmed_in then
        -- A first sign-up waited for its mail, and today none is asked for.
        perform internal.confirm_email(user_in);
    else
        update users set confirmation_sent_at = now() where id = user_in;
    end if;
    return json_build_object('outcome', 'made', 'user_id', user_in, 'user', internal.user_json(user_in));
end $$;
comment on function internal.sign_up_again(uuid, boolean) is
    'What becomes of a sign-up with a known address; password and data stay those of the first.';
grant execute on function internal.sign_up_again(uuid, boolean) to topin_worker;
