create or replace function api.change_handle(handle_in text, interval_in interval) returns json
language plpgsql volatile
as $$
begin
    perform internal.set_handle(handle_in, interval_in);
    return api.get_me();
end $$;
comment on function api.change_handle(text, interval) is
    'Gives the viewer another handle, once in interval_in, and returns Me. The first choice after a handle that the server made is free.';
grant execute on function api.change_handle(text, interval) to topin_user;
