create or replace function api.get_texts_for_search(posts_in uuid[]) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('id', p.id, 'text', p.text, 'edited_at', p.edited_at)), '[]')
      from posts p where p.id = any (posts_in) and p.status = 'published'
$$;
comment on function api.get_texts_for_search(uuid[]) is 'The texts of published posts, deleted ones too, and the version that they are of.';
grant execute on function api.get_texts_for_search(uuid[]) to topin_worker;
