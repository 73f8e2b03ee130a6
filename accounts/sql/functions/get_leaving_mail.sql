create or replace function api.get_leaving_mail(user_in uuid) returns json
language sql stable
as $$
    select json_build_object('email', u.email, 'name', p.display_name, 'language', s.accessibility ->> 'language')
      from users u join profiles p on p.user_id = u.id join user_settings s on s.user_id = u.id
     where u.id = user_in and u.email is not null
$$;
comment on function api.get_leaving_mail(uuid) is 'Where mails about archive and deletion go: {email, name, language}; null without an address.';
grant execute on function api.get_leaving_mail(uuid) to topin_worker;
