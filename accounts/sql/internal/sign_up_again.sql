create or replace function internal.sign_up_again(
    email_in text, confirmed_in boolean, mail_interval_in interval
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    old users;
begin
    select * into old from users where email = email_in for update;
    if old.email_confirmed_at is not null then
        return json_build_object('outcome', 'taken');
    end if;
    if not confirmed_in then
        update users set confirmation_sent_at = now()
         where id = old.id and (confirmation_sent_at is null or confirmation_sent_at <= now() - mail_interval_in);
        return json_build_object('outcome', case when found then 'waiting' else 'mailed_just_now' end, 'user_id', old.id,
            'seconds', ceil(extract(epoch from old.confirmation_sent_at + mail_interval_in - now())));
    end if;
    -- A first sign-up waited for its mail, and today none is asked for.
    update users set email_confirmed_at = now(), updated_at = now(),
                     user_metadata = user_metadata || '{"email_verified": true}'
     where id = old.id;
    update identities set identity_data = identity_data || '{"email_verified": true}', updated_at = now()
     where user_id = old.id and provider = 'email';
    return json_build_object('outcome', 'confirmed', 'user_id', old.id);
end $$;
comment on function internal.sign_up_again(text, boolean, interval) is
    'What becomes of a sign-up with a known address; password and data stay those of the first.';
grant execute on function internal.sign_up_again(text, boolean, interval) to topin_worker;
