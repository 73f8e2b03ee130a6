"""Search by names: trigrams of the keys that internal.name_key makes of them. A test holds the two together."""

from django.db import migrations

KEY = r"""case when octet_length(' ' || slug || chr(10) || name) = length(' ' || slug || chr(10) || name) then translate(lower(' ' || slug || chr(10) || name), '_%\', '  ')
        else translate(encode(translate(regexp_replace(
        lower(normalize(' ' || slug || chr(10) || name, nfkd)), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u044a\u044c\\]', '', 'g'),
        U&'ßæœøłđðþıħŋабвгдежзиклмнопрстуфхцчшщыэюяієґјљњћђџαβγδεζηθικλμνξοπρσςτυφχψωאבגדהוזחטיכךלמםנןסעפףצץקרשתابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگکی\1100\1101\1102\1103\1104\1105\1106\1107\1108\1109\110A\110B\110C\110D\110E\110F\1110\1111\1112\1161\1162\1163\1164\1165\1166\1167\1168\1169\116A\116B\116C\116D\116E\116F\1170\1171\1172\1173\1174\1175\11A8\11A9\11AA\11AB\11AC\11AD\11AE\11AF\11B0\11B1\11B2\11B3\11B4\11B5\11B6\11B7\11B8\11B9\11BA\11BB\11BC\11BD\11BE\11BF\11C0\11C1\11C2_%',
        'saoolddtihnabvgdezziklmnoprstufhccssyeuaiegjlncddabgdezitiklmnxoprsstufhpoabgdhvzhtykklmmnnsappcckrstabttghkddrzsssdtzagfkklmnhwyyhpcjgkygkndtrmbpssxjjcktphaayyoeyyowwwyuwwwyuuigkgnnndllllllllmbbssnjcktph  ')::bytea, 'escape'), '\', '') end"""  # noqa: E501


class Migration(migrations.Migration):
    atomic = False  # for the index that is made beside the traffic

    dependencies = [
        ("social", "0003_circles"),
    ]

    operations = [
        migrations.RunSQL(
            "create index concurrently circles_search on circles "
            f"using gin (({KEY}) gin_trgm_ops) with (fastupdate = off) "
            "where closed_at is null and visibility <> 'secret'",
            "drop index concurrently circles_search",
        ),
    ]
