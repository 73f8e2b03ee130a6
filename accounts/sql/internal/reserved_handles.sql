create or replace function internal.reserved_handles() returns text[]
language sql immutable parallel safe
as $$ select '{admin,administrator,root,system,topin,support,help,about,api,app,ws,static,media,admin_panel,
    moderator,mod,staff,official,security,abuse,postmaster,webmaster,me,you,all,everyone,here,
    home,explore,search,settings,notifications,messages,login,signin,signup,signout,logout,register,
    compose,post,posts,tag,tags,circle,circles,health,metrics,terms,privacy,legal,null,undefined,
    deleted,anonymous}'::text[] $$;
comment on function internal.reserved_handles() is 'Handles that nobody can have: words of the site and of its staff.';
grant execute on function internal.reserved_handles() to topin_worker;
