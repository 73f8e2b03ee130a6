create or replace function internal.suggestable(viewer_in uuid, users_in uuid[]) returns setof uuid
language sql stable
as $$
    with muted as materialized (select internal.muted_words_of(viewer_in, 'hide') as words)
    select p.user_id
      from muted, public.profiles p
      join public.user_settings s on s.user_id = p.user_id
      left join public.profile_details d on d.user_id = p.user_id
     where p.user_id = any (users_in) and not p.is_hidden and p.visibility <> 'nobody' and s.discoverable
       and p.user_id not in (select n.id from internal.never_suggested(viewer_in) n (id))
       and internal.muted_phrases(p.display_name, muted.words) is null
       -- A bio that the viewer may not read must not be guessed by muting words and looking who goes.
       and (p.is_private or p.visibility <> 'everyone' or internal.muted_phrases(d.bio, muted.words) is null)
$$;
comment on function internal.suggestable(uuid, uuid[]) is
    'Those of some members who may be suggested to a viewer at this moment: asked when suggestions are computed and whenever they are read.';
