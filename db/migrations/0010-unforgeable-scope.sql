-- What the scope is made of cannot be written by the program at will: not even an injected statement may widen it.

-- A session's library, holder and derived scope are set by definer functions only.
revoke insert, update on organisation.session from kaft_app;
grant update (branch_id, version, ended_at) on organisation.session to kaft_app;

-- Agreements, and the role that may make them, are written only in a session that has that role.
create function organisation.for_consortium() returns boolean language sql stable as $$ select false $$;
do $$
declare t text;
begin
  foreach t in array array['agreement', 'agreement_member'] loop
    execute format('alter table organisation.%I enable row level security', t);
    execute format('alter table organisation.%I force row level security', t);
    execute format('create policy owner on organisation.%I to kaft_owner using (true)', t);
    execute format('create policy seen on organisation.%I for select to kaft_app, kaft_jobs, kaft_finder using (true)', t);
    execute format('create policy made on organisation.%I for insert to kaft_app with check ((select organisation.for_consortium()))', t);
    execute format('create policy changed on organisation.%I for update to kaft_app
      using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()))', t);
  end loop;
end $$;
create policy consortium on organisation.staff_role as restrictive for insert to kaft_app
  with check (role <> 'consortium' or (select organisation.for_consortium()));
create policy consortium_kept on organisation.staff_role as restrictive for update to kaft_app
  using (role <> 'consortium' or (select organisation.for_consortium()))
  with check (role <> 'consortium' or (select organisation.for_consortium()));
