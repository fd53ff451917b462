-- Every coupling is in the register, and is asked there before each message (P6, P12, P139). Those that tell nobody anything of
-- a reader are approved as they come; the others wait for whoever answers for the processing.

insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, dpia_needed, changed_at)
values ('website', 'Online inschrijven en aanmelden op de bibliotheekwebsite', 'Cultuurconnect vzw', 'Cultuurconnect vzw', 'administration', 'e',
  '{naam,e-mail,geboortedatum,adres,stand van de inschrijving}', '', false, '2026-11-29')
on conflict (coupling) do nothing;
insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, dpia_needed, changed_at, approved_at, active, active_since)
values
  ('public', 'Openbare catalogus: SRU, OAI-PMH, titelpagina''s', 'iedereen', 'Cultuurconnect vzw', 'functional', 'e',
   '{titelbeschrijving,plaats van exemplaren}', 'geen gegevens van leners', false, '2026-11-29', '2026-11-29', true, '2026-11-29'),
  ('feeds', 'Ophalen van titelbeschrijvingen (OAI-PMH)', 'leveranciers van titelbeschrijvingen', 'Cultuurconnect vzw', 'functional', 'e',
   '{vraag om nieuwe titels}', 'geen gegevens van leners', false, '2026-11-29', '2026-11-29', true, '2026-11-29'),
  ('oidc', 'Aanmelden van medewerkers bij ACM/IDM', 'Digitaal Vlaanderen', 'Cultuurconnect vzw', 'identification', 'e',
   '{aanmelding van een medewerker}', 'geen gegevens van leners', false, '2026-11-29', '2026-11-29', true, '2026-11-29')
on conflict (coupling) do nothing;

-- What it answers is written in db/code.
create function organisation.coupling_runs(code text, day date) returns boolean language sql stable as $$ select false $$;
create policy finder on privacy.coupling to kaft_finder using (true);
grant usage on schema privacy to kaft_finder;
grant select on privacy.coupling to kaft_finder;
