-- security definer: asks about the mutes of the one who reads.
create or replace function internal.mute_warning(viewer_in uuid, author_in uuid) returns text
language sql stable security definer set search_path = ''
as $$
    select 'From somebody you muted'
     where exists (select from public.mutes m where m.muter_id = viewer_in and m.muted_id = author_in)
$$;
comment on function internal.mute_warning(uuid, uuid) is
    'What stands before a post that others quote when its reader muted its author; null where there is nothing to warn of.';
