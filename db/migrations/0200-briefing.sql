-- The privacy briefing and the undertaking of confidentiality (AVG art. 29 and 32.4): before anybody meets a patron they
-- read why it matters and promise to keep it to themselves, and do so again each year and at each new version.

create table organisation.briefing (
  version integer primary key check (version > 0),
  texts jsonb not null,
  published_at timestamptz not null
);
select base.describe('organisation.briefing', $$
  version      | none
  texts        | none
  texts.*      | none
  published_at | none
$$);

create table organisation.undertaking (
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  version integer not null references organisation.briefing,
  signed_at timestamptz not null,
  primary key (library_id, staff_id, version, signed_at)
);
create index undertaking_staff on organisation.undertaking (staff_id, version, signed_at);
select base.describe('organisation.undertaking', $$
  staff_id   | staff; administration; employment; row
  library_id | none
  version    | none
  signed_at  | staff; administration; employment; row
$$);

-- The same text holds for everybody; who may publish a new one stands with the agreements.
alter table organisation.briefing enable row level security;
alter table organisation.briefing force row level security;
create policy owner on organisation.briefing to kaft_owner using (true);
create policy finder on organisation.briefing to kaft_finder using (true);
create policy everyone on organisation.briefing for select to kaft_app using (true);
create policy made on organisation.briefing for insert to kaft_app with check ((select organisation.for_consortium()));

alter table organisation.undertaking enable row level security;
alter table organisation.undertaking force row level security;
create policy owner on organisation.undertaking to kaft_owner using (true);
create policy finder on organisation.undertaking to kaft_finder using (true);
create policy scope on organisation.undertaking to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));

grant select on organisation.briefing, organisation.undertaking to kaft_finder;
grant select, insert on organisation.briefing, organisation.undertaking to kaft_app;
grant select, delete on organisation.undertaking to kaft_jobs;

insert into organisation.briefing (version, published_at, texts) values (1, '2026-11-01T00:00:00Z', $json$
{
  "nl": {
    "points": [
      { "title": "Wat iemand leest, is van die persoon", "text": "Een uitlening kan iets zeggen over gezondheid, geloof, overtuiging of een scheiding. Praat er niet over: niet met collega's die het niet nodig hebben, niet thuis, niet aan de balie waar anderen meeluisteren." },
      { "title": "Kijk alleen als je werk het vraagt", "text": "Open een lener om te helpen, niet uit nieuwsgierigheid. Ook niet je buur, je familie of iemand bekend. Kaft houdt bij wie wat bekeek, waarom en wanneer. De lener kan dat zien." },
      { "title": "Vraag niet meer dan nodig is", "text": "Noteer niets over iemands gezondheid, herkomst of gedrag. Een nota is kort, feitelijk, en de lener mag ze lezen." },
      { "title": "Geef niets door", "text": "Niet aan een ouder van wie 12 of ouder is, niet aan een partner, een school of de politie aan de telefoon. Vraag het aan je leidinggevende of de functionaris voor gegevensbescherming." },
      { "title": "Laat niets open liggen", "text": "Werk met je eigen account. Dek je scherm af als je weggaat (Alt L). Gooi lijsten en strookjes met namen in de papiervernietiger." },
      { "title": "Ging er iets mis? Zeg het meteen", "text": "Een mail naar de verkeerde, een verloren lijst, een scherm dat open bleef: meld het vandaag. Wie meldt, wordt geholpen. De bib moet een datalek binnen 72 uur melden." }
    ],
    "undertaking": "Ik heb dit gelezen. Ik houd geheim wat ik door mijn werk over leners te weten kom. Dat blijft zo als ik hier niet meer werk.",
    "changed": null
  },
  "en": {
    "points": [
      { "title": "What somebody reads is their own", "text": "A loan can tell something about health, belief, conviction or a divorce. Do not talk about it: not with colleagues who do not need it, not at home, not at the desk where others listen." },
      { "title": "Look only when your work asks for it", "text": "Open a patron to help, not out of curiosity. Not your neighbour, your family or somebody well known either. Kaft keeps who looked at what, why and when. The patron can see that." },
      { "title": "Ask no more than is needed", "text": "Write nothing down about somebody's health, origin or behaviour. A note is short and factual, and the patron may read it." },
      { "title": "Pass nothing on", "text": "Not to a parent of somebody of 12 or older, not to a partner, a school or the police on the telephone. Ask whoever leads you, or the data protection officer." },
      { "title": "Leave nothing lying open", "text": "Work with your own account. Cover your screen when you walk away (Alt L). Shred lists and slips with names." },
      { "title": "Did something go wrong? Say so at once", "text": "A mail to the wrong person, a lost list, a screen left open: report it today. Who reports is helped. The library must report a data breach within 72 hours." }
    ],
    "undertaking": "I have read this. I keep to myself what I learn about patrons through my work. That stays so when I no longer work here.",
    "changed": null
  }
}
$json$);
