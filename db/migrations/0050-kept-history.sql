-- Whoever is granted this partition by mistake still sees nothing: like its siblings, it has no policy of its own.
alter table circulation.event_patron_kept enable row level security;
