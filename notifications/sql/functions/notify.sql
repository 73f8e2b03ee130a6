create or replace function api.notify(user_in uuid, kind_in text, actor_in uuid, subject_type_in text, subject_in uuid) returns uuid
language sql volatile
as $$ select api.notify_of_crowd(user_in, kind_in, array[actor_in], subject_type_in, subject_in) $$;
comment on function api.notify(uuid, text, uuid, text, uuid) is
    'Tells a member what somebody did, in an unread group of the last 24 hours or a new one, by the channels that they chose; null when they are not to be told.';
grant execute on function api.notify(uuid, text, uuid, text, uuid) to topin_worker;
