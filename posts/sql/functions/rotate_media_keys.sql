-- security definer: keys are nobody's to read or write.
create or replace function api.rotate_media_keys(age_in interval) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if exists (select from public.media_keys k where k.created_at > pg_catalog.now() - age_in) then
        return false;
    end if;
    -- Two blocks of SHA-256 over 122 random bits each, twice.
    insert into public.media_keys (key)
    select pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid()))
        || pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid()));
    -- What older ones signed is over since long.
    delete from public.media_keys k
     where k.id not in (select n.id from public.media_keys n order by n.id desc limit 2);
    return true;
end $$;
comment on function api.rotate_media_keys(interval) is
    'Makes a new key for addresses of media when the newest is older than age_in; the one before still opens what it signed. Returns whether it did.';
grant execute on function api.rotate_media_keys(interval) to topin_worker;
