"""What stands in the database: tables, functions, policies and grants, read from its catalogue.

`describe_database` writes it down as docs/database/, `check_schema` compares it with the models and
with what was written down.
"""

from django.apps import apps
from django.conf import settings

from topin import sql

TABLES = """
select c.relname as name, coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
       c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.relkind = 'p' as partitioned
  from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   and c.relname !~ '^(django|auth)_' -- Django's own: its sessions and the console's log
 order by 1
"""
COLUMNS = """
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       coalesce(pg_get_expr(d.adbin, d.adrelid), '') as default
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""
POLICIES = """
select policyname as name, lower(cmd) as verb, array_to_string(roles, ', ') as role,
       coalesce(qual, '') as using, coalesce(with_check, '') as check
  from pg_policies where schemaname = 'public' and tablename = %s and policyname <> 'owner_all' order by 1
"""
GRANTS = """
select a.grantee::regrole::text as role,
       string_agg(lower(a.privilege_type), ', ' order by lower(a.privilege_type)) as verbs
  from pg_class c cross join lateral aclexplode(c.relacl) a
 where c.oid = %s::regclass and a.grantee <> 0 and a.grantee <> c.relowner
 group by 1 order by 1
"""
COLUMN_GRANTS = """
select x.grantee::regrole::text as role, lower(x.privilege_type) as verb,
       string_agg(a.attname, ', ' order by a.attname) as columns
  from pg_attribute a cross join lateral aclexplode(a.attacl) x
 where a.attrelid = %s::regclass and not a.attisdropped and x.grantee <> 0
 group by 1, 2 order by 1, 2
"""
FUNCTIONS = """
select p.proname as name, pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
       case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end as volatility,
       p.prosecdef as definer, coalesce(obj_description(p.oid, 'pg_proc'), '') as comment,
       coalesce((select string_agg(a.grantee::regrole::text, ', ' order by a.grantee::regrole::text)
          from aclexplode(p.proacl) a
         where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner and a.grantee <> 0), '') as roles,
       exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                where a.grantee = 0) as everybody,
       coalesce(array_to_string(p.proconfig, ','), '') as config
  from pg_proc p where p.pronamespace = %s::regnamespace order by 1, 2
"""


def our_tables():
    """Table name → app label, for every table of our models."""
    labels = ["topin", *settings.DOMAINS]
    found = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model._meta.db_table: model._meta.app_label for model in found if model._meta.managed}


def tables():
    """Our tables with columns, policies and grants, as dicts, ordered by name."""
    apps_of = our_tables()
    found = sql.rows(TABLES)
    for table in found:
        table["app"] = apps_of.get(table["name"], "")
        table["columns"] = sql.rows(COLUMNS, [f"public.{table['name']}"])
        table["policies"] = sql.rows(POLICIES, [table["name"]])
        table["grants"] = sql.rows(GRANTS, [f"public.{table['name']}"])
        table["column_grants"] = sql.rows(COLUMN_GRANTS, [f"public.{table['name']}"])
    return found


def functions(schema):
    """The functions of `api` or `internal`, as dicts, ordered by name."""
    return sql.rows(FUNCTIONS, [schema])
