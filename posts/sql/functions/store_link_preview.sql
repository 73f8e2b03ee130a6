-- security definer: as begin_link_preview.
create or replace function api.store_link_preview(link_in uuid, title_in text, description_in text, image_url_in text) returns void
language sql volatile security definer set search_path = ''
as $$
    update public.link_previews l
       set state = 'ready', title = title_in, description = description_in, image_url = image_url_in, fetched_at = now()
     where l.id = link_in
$$;
comment on function api.store_link_preview(uuid, text, text, text) is
    'Keeps what a linked page says of itself; the caller cut the texts and looked at the address of the picture.';
grant execute on function api.store_link_preview(uuid, text, text, text) to topin_worker;
