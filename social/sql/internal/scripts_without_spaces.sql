create or replace function internal.scripts_without_spaces() returns text
language sql immutable parallel safe
as $$
    select '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff'
$$;
comment on function internal.scripts_without_spaces() is
    'Characters that are written without spaces between words (Thai, Lao, Burmese, Khmer, kana, Han), as they stand between [ and ].';
grant execute on function internal.scripts_without_spaces() to topin_user;
