-- Measures are read by people of libraries: no file of the program, and no words of those who make it. What somebody wrote
-- meanwhile stays as it is.
update privacy.measure m set says = x.becomes
  from (values
    ('policy_statement', 'Er is één privacyverklaring in versies; wat ze belooft, staat als eis met haar proef in docs/privacy.md.',
     'Er is één privacyverklaring in versies. Van elke belofte erin gaat een proef na of Kaft ze houdt.'),
    ('data_map', 'Elke kolom met persoonsgegevens staat in de gegevenskaart; een nieuwe kolom zonder beschrijving faalt.',
     'Van elk gegeven over een persoon staat in de gegevenskaart wat het is en hoe lang het blijft. Zonder beschrijving komt er geen nieuw gegeven bij.'),
    ('walls', 'De databank zelf scheidt de bibliotheken (row-level security); elke handeling wordt gevraagd door een vreemde.',
     'De databank zelf scheidt de bibliotheken. Van elke handeling gaat een proef na dat een andere bibliotheek niets te zien krijgt.'),
    ('tests', 'Geen wijziging komt binnen zonder de proeven van huisregels, muren en gegevenskaart.',
     'Elke wijziging van Kaft doorstaat eerst de proeven van de huisregels, van de muren tussen de bibliotheken en van de gegevenskaart.')
  ) as x(measure, was, becomes)
 where m.measure = x.measure and m.says = x.was;
