create or replace function internal.tagged_posts(tag_in text, at_in timestamptz, id_in uuid, limit_in int)
returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language plpgsql stable set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query select 0::bigint, t.published_at, t.post_id, t.post_id, null::uuid
      from public.post_tags t
     where t.tag = tag_in and (t.published_at, t.post_id) < (at_in, id_in)
     order by t.published_at desc, t.post_id desc limit limit_in;
end $$;
comment on function internal.tagged_posts(text, timestamptz, uuid, int) is
    'The newest posts with a tag before a mark, whoever may see them.';
