create or replace function internal.asked_name(q_in text, out handle text, out key text)
language sql immutable
as $$
    select case when lower(q.asked) ~ '^[a-z0-9_]+$' then lower(q.asked) else '' end, pg_catalog.btrim(internal.name_key(q.asked))
      from (select pg_catalog.ltrim(q_in, '@＠') as asked) q
$$;
comment on function internal.asked_name(text) is
    'What somebody looks for among people: the handle that it may be (empty: it cannot be one), and its key as a name.';
