create or replace function internal.suggestion_reason(viewer_in uuid, suggestion_in public.suggestions) returns json
language plpgsql stable
as $$
declare
    other uuid := suggestion_in.suggested_id;
    topic text := suggestion_in.topic;
    words text;
begin
    case suggestion_in.reason
    when 'followed_by' then
        words := internal.followed_by_words(viewer_in, other, suggestion_in.via_id, suggestion_in.others);
    when 'follows_you' then
        if api.is_following(other, viewer_in) then words := 'Follows you'; end if;
    when 'same_circle' then
        select format('In %s with you', c.name) into words from public.circles c
         where c.id = topic::uuid and c.closed_at is null
           and internal.circle_role(c.id, viewer_in) is not null and internal.circle_role(c.id, other) is not null;
    when 'shared_tags' then
        select format('Posts about #%s too', topic) into words from public.user_settings s, public.profiles p
         where s.user_id = viewer_in and s.personalised
           and p.user_id = other and not p.is_private and p.visibility = 'everyone'
           and exists (select from public.post_tags t join public.posts o on o.id = t.post_id
                        where t.author_id = other and t.tag = topic and o.audience = 'public' and o.status = 'published'
                          and o.deleted_at is null and o.hidden_at is null);
    when 'popular' then
        words := 'Many people here follow them';
    end case;
    return case when words is not null then json_build_object('code', suggestion_in.reason, 'text', words) end;
end $$;
comment on function internal.suggestion_reason(uuid, suggestions) is
    'Why a member is suggested ({code, text}), as far as it is true now and the viewer may know it; else null.';
