-- Choosing among those who wait looks past a reader whose data may be kept and not used (AVG art. 18): it reads whether a limit runs,
-- and nothing of why.
grant usage on schema privacy to kaft_finder;
grant select (patron_id, purposes, lifted_at) on privacy.restriction to kaft_finder;
create policy finder on privacy.restriction for select to kaft_finder using (true);
