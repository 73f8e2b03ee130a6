-- security definer: rows of media are changed by deeds alone. Which ones staff see is said again here.
create or replace function api.retry_media_by_staff(media_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform from public.post_media m where m.id = media_in and m.purpose in ('post', 'avatar');
    if not found then
        perform internal.refuse('TP404', 'This medium is gone');
    elsif not internal.retry_media(media_in) then
        perform internal.refuse('TP409', 'Only what failed is tried again.', 'not_failed');
    end if;
    perform api.audit_record('media_retried', 'media', media_in);
end $$;
comment on function api.retry_media_by_staff(uuid) is
    'Has a member''s failed medium processed once more, from the original that was kept; audited.';
grant execute on function api.retry_media_by_staff(uuid) to topin_staff;
