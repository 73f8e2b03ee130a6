create or replace function internal.note_providers(user_in uuid) returns void
language sql volatile
as $$
    update users u
       set app_metadata = app_metadata || jsonb_build_object('provider', known.names ->> 0, 'providers', known.names)
      from (select jsonb_agg(provider order by first, provider) as names
              from (select provider, min(created_at) as first from identities where user_id = user_in group by provider) p
           ) known
     where u.id = user_in and known.names is not null
$$;
comment on function internal.note_providers(uuid) is 'Writes the ways in which a member signs in, oldest first, into app_metadata.';
grant execute on function internal.note_providers(uuid) to topin_worker;
