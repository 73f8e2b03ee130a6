create or replace function internal.is_circle_told(kind_in text, fact_in text, user_in uuid, circle_in uuid) returns boolean
language sql stable
as $$
    select api.can_see_circle(user_in, circle_in)
       and (kind_in <> 'circle_join' or fact_in = 'circle_join_approved'
            or internal.circle_role(circle_in, user_in) in ('owner', 'moderator'))
$$;
comment on function internal.is_circle_told(text, text, uuid, uuid) is
    'Whether news of a circle is (still) for somebody: who cannot see it learns not even its name, and only owner and moderators hear who joins.';
