-- security definer: as begin_link_preview.
create or replace function api.fail_link_preview(link_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$ update public.link_previews l set state = 'failed' where l.id = link_in and l.state = 'waiting' $$;
comment on function api.fail_link_preview(uuid) is
    'Notes that a linked page showed nothing of itself. A preview from an earlier time stays: most failures pass.';
grant execute on function api.fail_link_preview(uuid) to topin_worker;
