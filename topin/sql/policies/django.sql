-- Django's own tables: the console's sessions and log. They hold nothing of members.
grant select, insert, update, delete on django_session to topin_app, topin_worker, topin_staff;
grant select, insert on django_admin_log to topin_app, topin_staff;
grant select on django_content_type, auth_permission, auth_group, auth_group_permissions to topin_app, topin_staff;
grant select on django_migrations to topin_app, topin_worker, topin_staff;
