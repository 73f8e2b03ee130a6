create or replace function internal.line_of_comment(comment_in uuid) returns uuid[]
language sql stable
as $$
    select array_remove(array[a.parent_id, p.parent_id, c.parent_id, c.id], null)
      from public.comments c
      left join public.comments p on p.id = c.parent_id
      left join public.comments a on a.id = p.parent_id
     where c.id = comment_in
$$;
comment on function internal.line_of_comment(uuid) is 'A comment and those above it, at most three.';
