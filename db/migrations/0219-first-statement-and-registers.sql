-- What a new installation starts with: the statement of 20 March 2020 in our own plain words, who answers for it, who receives
-- data, and the measures that the program itself takes.
insert into privacy.controller (name, address, enterprise_number, dpo_name, dpo_email, vtc_url, gba_url, changed_at) values
  ('Cultuurconnect vzw', 'Priemstraat 51, 1000 Brussel', '0629.858.909', 'Data Protection Officer', 'dpo@cultuurconnect.be',
   'https://www.vlaanderen.be/vlaamse-toezichtcommissie', 'https://www.gegevensbeschermingsautoriteit.be', '2020-03-20');

insert into privacy.statement (version, from_on, title, changes, body, made_at) values
  ('2020-03-20', '2020-03-20', 'Privacyverklaring van het bibliotheeksysteem', 'Dit is de eerste versie.', $text$## Wie is verantwoordelijk?
De openbare bibliotheken in Vlaanderen en Brussel werken met één bibliotheeksysteem. De verwerkingsverantwoordelijke en de functionaris voor gegevensbescherming (DPO) staan onderaan. De bibliotheekwebsite heeft een eigen verklaring.

## Welke gegevens bewaren we?
- Identificatie: uw naam en voornaam.
- Contact: uw hoofdverblijfplaats en, als u dat wil, een ander adres, een telefoonnummer en een e-mailadres.
- Persoonlijke kenmerken: uw geslacht en geboortedatum.
- Uw rijksregisternummer, enkel bij bibliotheken die daarvoor een machtiging hebben. Het wordt versleuteld bewaard.
- Bibliotheekgegevens: uw pas, uw abonnement, wat u leende en reserveerde, wat u betaalde en welke berichten u kreeg.
- Voorkeuren: hoe en in welke taal u berichten krijgt.

## Waarvoor gebruiken we ze?
- Identificatie: om u te herkennen.
- Functionele doeleinden: om uit te lenen, te reserveren en u daarover berichten te sturen.
- Uitwisseling: om uw gegevens juist te houden.
- Beheer: om u in te schrijven, op te zoeken en te helpen.
- Statistiek: om te tellen, zonder te tonen wie u bent.
- Communicatie: om u te vertellen over de bibliotheek. Daartegen kan u altijd bezwaar maken.

## Waar staan ze?
Uw gegevens staan binnen de Europese Unie. Ze gaan niet naar derden, behalve als dat nodig is voor wat hierboven staat.

## Hoe lang bewaren we ze?
Tot hoogstens twee jaar na het einde van uw lidmaatschap, als er niets meer openstaat. Daarna worden ze vanzelf verwijderd.

## Wie ziet ze?
De medewerkers van uw bibliotheek. Andere bibliotheken zien u niet, tenzij ze formeel samenwerken met de uwe.

## Uw leenhistoriek
U kiest zelf of we die bewaren. Kiest u daar niet voor, dan verdwijnt ze na 90 dagen.

## Uw rechten
U mag uw gegevens inkijken, meenemen, laten verbeteren, laten wissen en het gebruik laten beperken. U mag bezwaar maken. Dat kan voor één of meer doelen. Vraag het aan de balie van uw bibliotheek, of schrijf naar de DPO. U bewijst daarbij wie u bent. Binnen een maand krijgt u antwoord.

## Klachten
Hebt u een klacht? Schrijf naar de DPO. U kan ook terecht bij de Vlaamse Toezichtcommissie of de Gegevensbeschermingsautoriteit.

## Wijzigingen
Deze verklaring kan wijzigen. De laatste aanpassing dateert van 20 maart 2020.$text$, '2020-03-20');

insert into privacy.recipient (recipient, name, role, purpose, categories, country, contact, tell_changes, changed_at) values
  ('it_supplier', 'De IT-leverancier van het bibliotheeksysteem', 'processor', 'administration',
   '{identity,contact,characteristic,preference,library,loan,note,national_number}', 'België', 'helpdesk van de leverancier', false, '2020-03-20'),
  ('partners', 'De bibliotheken waarmee de bibliotheek van de lener samenwerkt', 'joint', 'functional',
   '{identity,contact,library,loan}', 'België', 'de bibliotheek zelf', false, '2020-03-20'),
  ('municipality_finance', 'De financiële dienst van de gemeente', 'recipient', 'functional', '{identity,contact,library}', 'België',
   'financiële dienst', true, '2020-03-20'),
  ('website', 'De bibliotheekwebsite', 'recipient', 'functional', '{identity,contact,preference,library,loan}', 'België',
   'Cultuurconnect vzw', true, '2020-03-20');

insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, dpia_needed, changed_at) values
  ('magda', 'Adressen uit het Rijksregister, door MAGDA', 'Digitaal Vlaanderen', 'Cultuurconnect vzw', 'exchange', 'e',
   '{rijksregisternummer}', '', true, '2020-03-20'),
  ('uitpas', 'Kansentarief van UiTPAS', 'publiq vzw', 'Cultuurconnect vzw', 'functional', 'e', '{kaartnummer}', '', false, '2020-03-20'),
  ('mail', 'E-mailserver', 'de beheerder van de mailserver', 'Cultuurconnect vzw', 'functional', 'e', '{naam,e-mail,inhoud van het bericht}',
   '', false, '2020-03-20');

insert into privacy.measure (measure, area, says, owner, review_on, changed_at) values
  ('policy_statement', 'policy', 'Er is één privacyverklaring in versies; wat ze belooft, staat als eis met haar proef in docs/privacy.md.', 'DPO', '2027-01-31', '2026-01-01'),
  ('risk_dpia', 'risk', 'Een koppeling met een hoog risico start niet zonder beoordeling (DPIA) en goedkeuring.', 'DPO', '2027-01-31', '2026-01-01'),
  ('dpo', 'organisation', 'De DPO werkt apart van de beheerders van de bibliotheken, leest de registers en wijzigt geen leners.', 'Cultuurconnect vzw', '2027-01-31', '2026-01-01'),
  ('confidentiality', 'awareness', 'Wie met gegevens van leners werkt, is ingelicht en houdt ze geheim.', 'elke bibliotheek', '2027-01-31', '2026-01-01'),
  ('data_map', 'assets', 'Elke kolom met persoonsgegevens staat in de gegevenskaart; een nieuwe kolom zonder beschrijving faalt.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('hosting', 'physical', 'De servers staan in een beveiligd datacenter binnen de EU.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('network', 'network', 'Alles buiten de server gaat over TLS; de databank luistert op geen netwerk.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('certification', 'access', 'Rollen per werkproces; elk half jaar kijkt de beheerder ze na.', 'elke bibliotheek', '2027-01-31', '2026-01-01'),
  ('walls', 'access', 'De databank zelf scheidt de bibliotheken (row-level security); elke handeling wordt gevraagd door een vreemde.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('access_log', 'logging', 'Wie keek, staat in een verzegeld logboek; elke nacht wordt de keten nagekeken.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('tests', 'development', 'Geen wijziging komt binnen zonder de proeven van huisregels, muren en gegevenskaart.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('suppliers', 'suppliers', 'Verwerkers staan in het register van ontvangers, met een verwerkersovereenkomst.', 'Cultuurconnect vzw', '2027-01-31', '2026-01-01'),
  ('breaches', 'incidents', 'Datalekken staan in een register met een klok van 72 uur.', 'DPO', '2027-01-31', '2026-01-01'),
  ('backups', 'continuity', 'Back-ups zijn versleuteld; het terugzetten wordt geoefend.', 'IT-leverancier', '2027-01-31', '2026-01-01'),
  ('audit', 'compliance', 'Het bewijs van de maatregelen staat met zijn datum in dit register.', 'DPO', '2027-01-31', '2026-01-01');
