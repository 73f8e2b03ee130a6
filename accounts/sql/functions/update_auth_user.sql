create or replace function api.update_auth_user(
    data_in jsonb, password_hash_in text, nonce_hash_in bytea, tries_in int, max_age_in interval,
    new_email_in text, address_hash_in bytea, mail_interval_in interval, request_in jsonb,
    data_bytes_in int
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    -- The member's row is the first lock of every deed with codes.
    present text := (select email from users where id = viewer_id() for no key update);
    wanted text := case when new_email_in is distinct from present then new_email_in end;
    seconds int;
    data_bytes int;
begin
    if coalesce(password_hash_in, wanted) is not null then
        perform internal.require_full_session();
    end if;
    if exists (select from users where email = wanted) then
        perform internal.refuse('TP422', 'A user with this email address has already been registered', 'email_exists');
    end if;
    seconds := case when wanted is not null then
        internal.seconds_to_wait('email_change', address_hash_in, mail_interval_in) end;
    if seconds is not null then
        return json_build_object('outcome', 'mailed_just_now', 'seconds', seconds);
    end if;
    if nonce_hash_in is not null and not internal.use_nonce(viewer_id(), nonce_hash_in, tries_in, max_age_in) then
        return json_build_object('outcome', 'wrong_nonce'); -- and the wrong try is counted: commit it
    end if;
    update users
       set updated_at = now(), user_metadata = (select coalesce(jsonb_object_agg(key, value), '{}')
                                                  from jsonb_each(user_metadata || data_in) where value <> 'null')
     where id = viewer_id()
    returning octet_length(user_metadata::text) into data_bytes;
    if data_in <> '{}' and data_bytes > data_bytes_in then
        perform internal.refuse('TP400', format('The data of an account takes at most %s bytes', data_bytes_in), 'validation_failed');
    end if;
    if password_hash_in is not null then
        perform internal.change_password(password_hash_in);
    end if;
    if wanted is not null then
        update users set new_email = wanted, email_change_sent_at = now(), email_change_confirmed = null
         where id = viewer_id();
        delete from one_time_tokens where user_id = viewer_id() and slot in ('email_change_current', 'email_change_new');
        perform internal.ask_for_mail('email_change', address_hash_in, mail_interval_in, request_in);
    end if;
    return json_build_object('outcome', 'changed', 'user', internal.user_json(viewer_id()));
end $$;
comment on function api.update_auth_user(jsonb, text, bytea, int, interval, text, bytea, interval, jsonb, int) is
    'Merges data into the viewer''s metadata (null removes a key), changes the password, asks for mails about a new address. Outcome: changed, wrong_nonce, mailed_just_now.';
grant execute on function api.update_auth_user(jsonb, text, bytea, int, interval, text, bytea, interval, jsonb, int) to topin_worker;
