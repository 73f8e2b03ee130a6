create or replace function api.get_mail_recipient(user_in uuid, kind_in text) returns json
language sql stable
as $$
    select json_build_object('email', u.email, 'name', coalesce(p.display_name, ''),
                             'language', coalesce(s.accessibility ->> 'language', 'en'))
      from users u left join profiles p on p.user_id = u.id left join user_settings s on s.user_id = u.id
     where u.id = user_in and u.email is not null and u.deleted_at is null
       and (kind_in is null or internal.notification_setting(user_in, kind_in, 'email'))
$$;
comment on function api.get_mail_recipient(uuid, text) is
    'Who a mail to a member goes to: {email, name, language}; null when they are gone, or want no mails of this kind (null: not theirs to choose).';
grant execute on function api.get_mail_recipient(uuid, text) to topin_worker;
