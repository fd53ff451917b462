-- The chains of certificates are walked by the doctor and by the job of the night, over all libraries: counts and hashes, and nobody.
create policy finder on privacy.certificate for select to kaft_finder using (true);
grant select on privacy.certificate to kaft_finder;
