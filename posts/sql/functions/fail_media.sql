-- security definer: media are changed by deeds alone.
create or replace function api.fail_media(media_in uuid, failure_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    update public.post_media set state = 'failed', failure = failure_in where id = media_in and state = 'processing';
    if not found then
        return false;
    end if;
    perform internal.event_record('media_failed', media_in, pg_catalog.jsonb_build_object('failure', failure_in));
    perform internal.tell_media(array[media_in]);
    return true;
end $$;
comment on function api.fail_media(uuid, text) is
    'Gives up on one upload for a reason that is not in its bytes alone, such as another type than was announced.';
grant execute on function api.fail_media(uuid, text) to topin_worker;
