create or replace function internal.circle_text(fact_in text, people_in text, circle_in uuid) returns text
language sql stable
as $$
    select case fact_in when 'circle_invite' then format('%s invited you to %s', people_in, c.name)
                        when 'circle_join_asked' then format('%s asked to join %s', people_in, c.name)
                        when 'circle_join_approved' then format('You are in %s now', c.name)
                        else format('%s joined %s', people_in, c.name) end
      from public.circles c where c.id = circle_in
$$;
comment on function internal.circle_text(text, text, uuid) is
    'A notification about a circle, in one English sentence (as internal.notification_text); null where the circle is closed or out of sight.';
grant execute on function internal.circle_text(text, text, uuid) to topin_user;
