create or replace function internal.link_json(link_in uuid) returns json
language sql stable
as $$
    select json_build_object('url', l.url, 'title', l.title, 'description', l.description, 'image_url', l.image_url)
      from public.link_previews l where l.id = link_in and l.state = 'ready'
$$;
comment on function internal.link_json(uuid) is 'What a linked page says of itself; null until it was fetched.';
