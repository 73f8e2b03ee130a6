create or replace function api.find_addressee(email_in text, user_in uuid) returns json
language sql stable
as $$
    select json_build_object('user_id', u.id, 'email', u.email, 'new_email', u.new_email,
                             'confirmed', u.email_confirmed_at is not null, 'name', p.display_name,
                             'language', s.accessibility ->> 'language')
      from users u left join profiles p on p.user_id = u.id left join user_settings s on s.user_id = u.id
     where u.id = coalesce(user_in, (select id from users where email = email_in)) and u.deleted_at is null
$$;
comment on function api.find_addressee(text, uuid) is
    'Who a mail is for, by who asked (user) or else by the address: {user_id, email, new_email, confirmed, name, language|null}, or null.';
grant execute on function api.find_addressee(text, uuid) to topin_worker;
