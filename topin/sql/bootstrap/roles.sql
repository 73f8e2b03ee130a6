-- Roles, extensions and settings that only a superuser can make. Safe to run again.
-- Run in the product's database:  APP_PASSWORD=… OWNER_PASSWORD=… psql -f roles.sql
-- (in the environment, because every account of the machine can read a command line).
\getenv app_password APP_PASSWORD
\getenv owner_password OWNER_PASSWORD
select format('create role %I', role) from unnest(array[
    'topin_owner', 'topin_app', 'topin_anon', 'topin_user', 'topin_staff', 'topin_worker'
]) role where not exists (select from pg_roles where rolname = role) \gexec

alter role topin_owner with login nosuperuser nobypassrls createdb password :'owner_password';
alter role topin_app with login noinherit nosuperuser nobypassrls password :'app_password';
alter role topin_anon with nologin noinherit nobypassrls;
alter role topin_user with nologin noinherit nobypassrls;
alter role topin_staff with nologin noinherit nobypassrls;
alter role topin_worker with nologin noinherit nobypassrls;
grant topin_anon, topin_user, topin_staff, topin_worker to topin_app;

-- Functions are called by their plain names; no server-side session state, so PgBouncer may stand between.
alter role topin_app set search_path = api, public;
alter role topin_owner set search_path = api, public;
alter role topin_app set timezone = 'UTC';
alter role topin_owner set timezone = 'UTC';
-- Pages are short index walks: compiling them costs more than running them.
alter role topin_app set jit = off;

-- What `migrate` tells the database about the site, for functions that need it.
grant set on parameter topin.media_url to topin_owner;

create extension if not exists vector;
create extension if not exists pg_trgm;
create schema if not exists observation;  -- apart from public, whose rights the SQL code takes away and gives
create extension if not exists pg_stat_statements schema observation;
revoke create on schema public from public;
grant all on schema public to topin_owner;
select format('alter database %I owner to topin_owner', current_database()) \gexec
