-- Signing in at a provider (OpenID Connect), such as ACM/IDM. An account is linked to somebody there by an invitation,
-- never by an address that happens to be the same; of the provider only issuer and subject are kept.

create table organisation.staff_identity (
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  issuer text not null,
  subject text not null,
  linked_at timestamptz not null,
  last_used_at timestamptz,
  primary key (library_id, staff_id, issuer)
);
-- One person there is one account here, in all of Kaft, as a login is.
create unique index staff_identity_subject on organisation.staff_identity (issuer, subject);
select base.describe('organisation.staff_identity', $$
  staff_id     | staff; administration; employment; row
  library_id   | none
  issuer       | none
  subject      | staff; administration; employment; row
  linked_at    | none
  last_used_at | staff; administration; employment; row
$$);
alter table organisation.staff_identity enable row level security;
alter table organisation.staff_identity force row level security;
create policy owner on organisation.staff_identity to kaft_owner using (true);
create policy finder on organisation.staff_identity to kaft_finder using (true);
create policy scope on organisation.staff_identity to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select, delete on organisation.staff_identity to kaft_app, kaft_jobs;
grant update (last_used_at) on organisation.staff_identity to kaft_app;
grant select, insert, update on organisation.staff_identity to kaft_finder;

-- The hash of a code that links whoever brings it, once, and until when.
alter table organisation.staff
  add column invitation_hash bytea,
  add column invitation_until timestamptz;
create unique index staff_invitation on organisation.staff (library_id, invitation_hash) where invitation_hash is not null;
select base.describe('organisation.staff', $$
  invitation_hash  | staff; administration; employment; row
  invitation_until | none
$$);
grant update (invitation_hash, invitation_until) on organisation.staff to kaft_finder;
grant insert on organisation.change to kaft_finder;
grant update (invitation_hash, invitation_until) on organisation.staff to kaft_jobs;

-- Whether the provider gives this role: then it goes when the provider no longer does.
alter table organisation.staff_role add column by_claims boolean not null default false;
select base.describe('organisation.staff_role', $$
  by_claims | none
$$);

-- Whether this session was opened at the provider: then signing out goes on there.
alter table organisation.session add column elsewhere boolean not null default false;
select base.describe('organisation.session', $$
  elsewhere | none
$$);
grant update (elsewhere) on organisation.session to kaft_app;

-- The bodies stand in db/code.
create function organisation.identity_facts(asked_issuer text, asked_subject text, asked_workstation bytea)
returns table (staff_id bigint, library_id bigint, library_active boolean, password_hash text, locked_until timestamptz,
  failures integer, active boolean, branch_id bigint, workstation_id bigint)
language sql stable as $$ select null::bigint, null::bigint, null::boolean, null::text, null::timestamptz, null::integer, null::boolean, null::bigint, null::bigint where false $$;
create function organisation.link_identity(asked_invitation bytea, asked_issuer text, asked_subject text, at timestamptz) returns bigint
language sql volatile as $$ select null::bigint $$;
