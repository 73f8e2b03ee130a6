-- Neither definer nor with settings of its own, so that PostgreSQL writes it into queries and finds the indexes of
-- accounts/migrations/0004 and social/migrations/0004, which say the same.
create or replace function internal.name_key(text_in text) returns text
language sql immutable parallel safe
as $$
    -- ASCII, which is quickly done. Else: pg_trgm takes only ASCII for letters where the database's locale is C.UTF-8. Hence letters of alphabets become
    -- Latin ones, each one; all other characters the octal digits of their bytes, as do those of Han and kana.
    select case when octet_length(text_in) = length(text_in) then translate(lower(text_in), '_%\', '  ')
        else translate(encode(translate(regexp_replace(
        lower(normalize(text_in, nfkd)), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u044a\u044c\\]', '', 'g'),
        U&'ßæœøłđðþıħŋабвгдежзиклмнопрстуфхцчшщыэюяієґјљњћђџαβγδεζηθικλμνξοπρσςτυφχψωאבגדהוזחטיכךלמםנןסעפףצץקרשתابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگکی\1100\1101\1102\1103\1104\1105\1106\1107\1108\1109\110A\110B\110C\110D\110E\110F\1110\1111\1112\1161\1162\1163\1164\1165\1166\1167\1168\1169\116A\116B\116C\116D\116E\116F\1170\1171\1172\1173\1174\1175\11A8\11A9\11AA\11AB\11AC\11AD\11AE\11AF\11B0\11B1\11B2\11B3\11B4\11B5\11B6\11B7\11B8\11B9\11BA\11BB\11BC\11BD\11BE\11BF\11C0\11C1\11C2_%',
        'saoolddtihnabvgdezziklmnoprstufhccssyeuaiegjlncddabgdezitiklmnxoprsstufhpoabgdhvzhtykklmmnnsappcckrstabttghkddrzsssdtzagfkklmnhwyyhpcjgkygkndtrmbpssxjjcktphaayyoeyyowwwyuwwwyuuigkgnnndllllllllmbbssnjcktph  ')::bytea, 'escape'), '\', '') end
$$;
comment on function internal.name_key(text) is
    'A name as search compares it: lower case, without accents, in ASCII alone. Like names have like keys, in any script.';
grant execute on function internal.name_key(text) to topin_user;
