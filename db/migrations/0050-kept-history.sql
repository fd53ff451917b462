-- Whoever is granted this partition by mistake still sees nothing: like its siblings, it has no policy of its own.
alter table circulation.event_patron_kept enable row level security;

-- A running process says in /readyz whether the schema is the one that it was made for.
grant select on public.kaft_migration to kaft_app, kaft_jobs;
