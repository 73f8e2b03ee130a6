-- pg_trgm is loaded, so that PostgreSQL knows the setting below for one that everybody may set.
select public.show_trgm('');
create or replace function internal.members_like(viewer_in uuid, key_in text, limit_in int) returns setof uuid
language sql stable set plan_cache_mode = force_generic_plan set pg_trgm.word_similarity_threshold = 0.39
as $$
    -- Characters of three bytes begin alike in all of their script.
    select p.user_id from internal.searchable_members(viewer_in) p
     where internal.name_key(' ' || p.handle || ' ' || p.display_name) operator(public.%>) key_in and length(key_in) > 2
       and (key_in !~ '[0-7]{9}' or public.word_similarity(key_in, internal.name_key(p.display_name)) > 0.8)
     limit limit_in
$$;
comment on function internal.members_like(uuid, text, int) is
    'Whom a viewer may find by a likeness of trigrams between a part of handle or name and a key: at most limit_in.';
