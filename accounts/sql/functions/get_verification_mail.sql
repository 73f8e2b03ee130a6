create or replace function api.get_verification_mail(request_in uuid) returns json
language sql stable
as $$
    select json_build_object('email', u.email, 'name', p.display_name, 'approved', r.status = 'approved',
        'reason', coalesce(r.reason, ''), 'language', coalesce(s.accessibility ->> 'language', 'en'))
      from verification_requests r
      join users u on u.id = r.user_id
      join profiles p on p.user_id = r.user_id
      join user_settings s on s.user_id = r.user_id
     where r.id = request_in and r.status <> 'pending' and u.email is not null and u.deleted_at is null
       and s.notifications #> '{kinds,verification_outcome,email}' is distinct from 'false'
$$;
comment on function api.get_verification_mail(uuid) is
    'What the mail about a decided request needs; null when its member wants none, or has no address.';
grant execute on function api.get_verification_mail(uuid) to topin_worker;
