import { type CodeTexts, counted, dayIn, numberIn, wordIn, writeNl as write } from './about.ts'
import { bulkTexts } from './bulk.ts'
import { cooperationTexts } from './cooperation.ts'
import { cataloguingTexts } from './cataloguing.ts'
import { movingTexts } from './moving.ts'
import { privacyTexts } from './privacy.ts'
import { readerTexts } from './readers.ts'

/**
 * The sentences of Kaft in Dutch, level B1: what happened, why if known, what you can do. The remedy itself is
 * a button beside the sentence. No text names another person.
 */
export const nl: CodeTexts = {
  ...bulkTexts.nl,
  ...cooperationTexts.nl,
  ...movingTexts.nl,
  ...cataloguingTexts.nl,
  ...privacyTexts.nl,
  ...readerTexts.nl,
  item_unknown: () => 'Deze streepjescode is niet bekend. Kijk of je de juiste code scande.',
  card_unknown: () => 'Deze kaart is niet bekend. Kijk of je de juiste kaart scande.',
  code_unknown: () => 'Deze code is niet bekend. Kijk of je de juiste code scande.',
  code_ambiguous: () => 'Deze code past bij meer dan één ding. Kies wat je scande.',
  code_is_isbn: () => 'Dit is het ISBN, niet de streepjescode van het exemplaar.',

  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    return until === null ? 'Het lidmaatschap is voorbij.' : `Het lidmaatschap liep tot ${write.day(until)}.`
  },
  patron_blocked: about => {
    const reason = wordIn(about, 'reason')
    const until = dayIn(about, 'until')
    const end = until === null ? '' : ` Dat duurt tot ${write.day(until)}.`
    return `Deze lener is geblokkeerd.${reason === null ? '' : ` Reden: ${reason}.`}${end}`
  },
  not_identified: about => {
    const until = dayIn(about, 'until')
    const end = until === null ? '' : ` Dat kan tot ${write.day(until)}.`
    return `Online ingeschreven en nog niet gezien aan de balie. Lees de eID of kijk een identiteitsbewijs na.${end}`
  },
  consent_missing: () => 'Vraag de toestemming van een ouder of voogd. Noteer ze bij Gezin.',
  patron_deceased: () => 'Deze lener is overleden. Uitlenen en verlengen kan niet meer.',
  debt_block: about => {
    const open = numberIn(about, 'balance_cents')
    const limit = numberIn(about, 'limit_cents')
    const first = open === null ? 'Er staat een bedrag open.' : `${write.cents(open)} staat open.`
    if (limit === null) return `${first} Deze lener kan nu niet lenen.`
    return `${first} Vanaf ${write.cents(limit)} kan deze lener niet lenen.`
  },
  overdue_block: about => {
    const count = numberIn(about, 'count')
    const days = numberIn(about, 'days')
    const first =
      count === null
        ? 'Deze lener heeft iets te laat thuis.'
        : `Deze lener heeft ${counted(count, 'exemplaar', 'exemplaren')} te laat thuis.`
    return days === null
      ? `${first} Lenen kan pas als dat terug is.`
      : `${first} Vanaf ${counted(days, 'dag', 'dagen')} te laat kan lenen niet.`
  },
  card_ended: () => 'Deze kaart is vervangen of ingetrokken. Vraag de lener naar de nieuwe kaart.',
  card_expired: about => {
    const until = dayIn(about, 'until')
    return `Deze kaart is vervallen${until === null ? '' : ` op ${write.day(until)}`}. Vraag de lener naar de nieuwe kaart.`
  },
  card_lost: () => 'Deze kaart is als verloren gemeld. Vraag de lener naar de nieuwe kaart.',
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? 'Met dit lidmaatschap kan niet gereserveerd worden.'
        : 'Met dit lidmaatschap kan dit niet geleend worden.'
    if (count === null) return 'Deze lener heeft het maximum bereikt. Meer kan niet tegelijk.'
    if (wordIn(about, 'of') === 'holds_per_title')
      return `Deze lener heeft al ${counted(count, 'reservering', 'reserveringen')} op deze titel. Meer kan niet.`
    if (wordIn(about, 'of') === 'holds')
      return `Deze lener heeft al ${counted(count, 'reservering', 'reserveringen')}. Meer kan niet tegelijk.`
    return `Deze lener heeft al ${write.items(wordIn(about, 'item_type') ?? '', count)}. Meer kan niet tegelijk.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null
      ? 'Deze lener is te jong voor dit exemplaar.'
      : `Dit exemplaar is voor leners vanaf ${age} jaar.`
  },
  item_on_loan_elsewhere: () => 'Nog uitgeleend aan een andere lener.',
  item_on_loan_here: () => 'Deze lener heeft dit al thuis.',
  item_not_loanable: () => 'Dit exemplaar is niet uitleenbaar. Het blijft in de bib.',
  item_missing: () => 'Dit exemplaar stond als vermist. Kijk of het in orde is.',
  item_withdrawn: () => 'Dit exemplaar is afgevoerd. Leg het apart.',
  item_lost: () => 'Dit exemplaar stond als verloren. Neem het eerst in.',
  item_damaged: () => 'Dit exemplaar is beschadigd gemeld. Leg het apart voor herstelling.',
  item_incomplete: () => 'Dit exemplaar is onvolledig. Leg het apart tot het ontbrekende deel er is.',
  item_out: () => 'Dit exemplaar is uitgeleend. Neem het eerst in.',
  item_as_said: () => 'Dit exemplaar stond al zo.',
  found_again: about => {
    const dropped = numberIn(about, 'dropped_cents') ?? 0
    const credit = numberIn(about, 'credit_cents') ?? 0
    const kept = numberIn(about, 'kept_cents') ?? 0
    const parts = [
      dropped > 0 ? `${write.cents(dropped)} vervalt.` : '',
      credit > 0 ? `${write.cents(credit)} is nu tegoed van de lener.` : '',
      kept > 0 ? `${write.cents(kept)} blijft staan.` : '',
    ].filter(part => part !== '')
    return ['Dit stond als verloren en is terug.', ...parts].join(' ')
  },
  invoice_lapsed: about => {
    const dropped = numberIn(about, 'dropped_cents') ?? 0
    const credit = numberIn(about, 'credit_cents') ?? 0
    const kept = numberIn(about, 'kept_cents') ?? 0
    const parts = [
      dropped > 0 ? `${write.cents(dropped)} vervalt.` : '',
      credit > 0 ? `${write.cents(credit)} is nu tegoed van de lener.` : '',
      kept > 0 ? `${write.cents(kept)} blijft staan.` : '',
    ].filter(part => part !== '')
    return ['Hiervoor vertrok een nota.', ...parts].join(' ')
  },
  price_unknown: () => 'Er is geen prijs bekend. Reken de vergoeding zelf aan.',
  loan_lost: about =>
    about['aged'] === true
      ? 'Verlengen kan niet: dit bleef te lang weg en staat als verloren.'
      : 'Verlengen kan niet: dit is als verloren gemeld.',
  loan_claimed: about => {
    const on = dayIn(about, 'claimed_on')
    return `Verlengen kan niet: de lener zegt dat dit${on === null ? '' : ` op ${write.day(on)}`} teruggebracht is.`
  },
  claim_found: () => 'De lener had gelijk: dit was teruggebracht. Er is geen telaatgeld.',
  claim_brought: () => 'De lener bracht dit zelf terug. Het telaatgeld telt tot de dag van de melding.',
  claim_closed: () => 'Deze melding is al afgehandeld.',
  last_borrower_gone: () =>
    'De band met de laatste lener is er niet meer. Na 90 dagen weet niemand nog wie dit leende.',
  held_for_another: () => 'Gereserveerd voor een andere lener. Leg dit exemplaar apart.',
  in_transit: about => {
    const branch = wordIn(about, 'branch')
    return branch === null
      ? 'Dit exemplaar is onderweg naar een andere vestiging.'
      : `Dit exemplaar is onderweg naar ${branch}.`
  },
  no_rule: () =>
    'Het reglement zegt niets over dit exemplaar en deze lener. Vraag het aan wie het reglement beheert.',
  no_calendar: () => 'Er is geen open dag gevonden om het terug te brengen. Kijk de kalender na.',
  library_not_connected: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'Deze kaart hoort bij een bibliotheek waar je niet mee samenwerkt.'
      : `Deze kaart hoort bij ${library}. Daar werk je niet mee samen.`
  },
  item_of_unconnected_library: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'Dit exemplaar is van een bibliotheek waar je niet mee samenwerkt. Leg het apart.'
      : `Dit exemplaar is van ${library}. Leg het apart.`
  },

  renewals_exhausted: about => {
    const times = numberIn(about, 'limit')
    if (times === 0) return 'Dit exemplaar kan niet verlengd worden.'
    return times === null
      ? 'Vaker verlengen kan niet.'
      : `Dit is al ${times} keer verlengd. Vaker verlengen kan niet.`
  },
  renewal_not_later: about => {
    const due = dayIn(about, 'due_on')
    return due === null
      ? 'Verlengen geeft nu geen latere datum.'
      : `Verlengen geeft nu geen latere datum dan ${write.day(due)}.`
  },
  renewal_when_overdue: about => {
    const days = numberIn(about, 'days')
    return days === null
      ? 'Verlengen kan niet meer: het is te laat.'
      : `Verlengen kan niet meer: het is ${counted(days, 'dag', 'dagen')} te laat.`
  },
  renewal_too_soon: about => {
    const days = numberIn(about, 'limit_days')
    return days === null
      ? 'Verlengen kan nu nog niet. Dichter bij de inleverdatum wel.'
      : `Verlengen kan pas vanaf ${counted(days, 'dag', 'dagen')} voor de inleverdatum.`
  },
  desk_only: () => 'Dit kan alleen aan de balie.',
  renewal_costs: about => {
    const cents = numberIn(about, 'cents')
    return cents === null
      ? 'Verlengen kost geld. Dat gebeurt niet vanzelf.'
      : `Verlengen kost ${write.cents(cents)}. Dat gebeurt niet vanzelf.`
  },
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    const paid = numberIn(about, 'paid_cents') ?? 0
    if (cents === null) return 'Deze lener betaalt eerst een waarborg.'
    if (paid === 0) return `Deze lener betaalt eerst een waarborg van ${write.cents(cents)}.`
    return `De waarborg is ${write.cents(cents)}. Daarvan is ${write.cents(paid)} betaald.`
  },
  debt_age_block: about => {
    const cents = numberIn(about, 'old_cents')
    const days = numberIn(about, 'limit_days')
    const first =
      cents === null ? 'Een kost staat te lang open.' : `${write.cents(cents)} staat te lang open.`
    return days === null
      ? `${first} Deze lener kan nu niet lenen.`
      : `${first} Na ${counted(days, 'dag', 'dagen')} kan deze lener niet lenen.`
  },
  too_many_overdue: about => {
    const count = numberIn(about, 'count')
    return count === null
      ? 'Deze lener heeft te veel te laat thuis.'
      : `Deze lener heeft ${counted(count, 'exemplaar', 'exemplaren')} te laat thuis. Lenen kan pas als dat terug is.`
  },
  reserved_by_another: () => 'Verlengen kan niet: een andere lener reserveerde dit.',
  not_on_loan: () => 'Dit was niet uitgeleend.',
  max_total_reached: about => {
    const days = numberIn(about, 'limit_days')
    return days === null
      ? 'De langste leentijd is bereikt.'
      : `De langste leentijd van ${counted(days, 'dag', 'dagen')} is bereikt.`
  },

  hold_not_allowed: () => 'Deze titel kan niet gereserveerd worden.',
  hold_duplicate: () => 'Deze lener reserveerde deze titel al.',
  hold_already_on_loan: () => 'Deze lener heeft deze titel al thuis.',
  hold_no_items: () => 'Van deze titel is er geen exemplaar dat gereserveerd kan worden.',
  hold_closed: () => 'Deze reservering is al afgesloten.',
  hold_not_waiting: () =>
    'Deze reservering heeft al een exemplaar. Opschorten of elders vragen kan niet meer.',
  hold_not_suspended: () => 'Deze reservering loopt al.',
  hold_days_invalid: () => 'Deze datum kan niet. Kies een dag na vandaag, en niet na het einde.',
  hold_item_unfit: () => 'Dit exemplaar kan niet gereserveerd worden. Reserveer de titel.',
  hold_series_unknown: () => 'De reservering van het vorige deel loopt niet meer. Reserveer dit deel apart.',
  ibl_already: about => {
    const until = dayIn(about, 'until')
    return until === null
      ? 'Deze reservering is al gevraagd bij andere bibliotheken.'
      : `Deze reservering is al gevraagd bij andere bibliotheken, tot ${write.day(until)}.`
  },
  ibl_own_item: about => {
    const items = numberIn(about, 'items')
    return items === null
      ? 'Onze eigen samenwerking kan deze reservering nog invullen.'
      : `${counted(items, 'exemplaar', 'exemplaren')} van onze eigen samenwerking kan dit nog invullen.`
  },
  ibl_nobody: () => 'Geen andere bibliotheek heeft een exemplaar dat we kunnen vragen.',
  ibl_not_asked: () => 'Hier loopt geen aanvraag bij andere bibliotheken meer.',
  ibl_item_unfit: () => 'Dit exemplaar past niet bij deze aanvraag, of het kan nu niet weg.',
  hold_ready: about => {
    const count = numberIn(about, 'count') ?? 1
    const code = wordIn(about, 'hold_code')
    const where = code === null ? '' : `: kast ${code}`
    return count === 1 ? `1 reservering ligt klaar${where}.` : `${count} reserveringen liggen klaar${where}.`
  },
  pickup_branch_not_reachable: () =>
    'Daar kan dit exemplaar niet afgehaald worden. Kies een andere vestiging.',
  item_available_here: () => 'Deze titel staat hier nu op het rek. Reserveren hoeft niet.',

  undo_impossible: () => 'Dit kan niet meer ongedaan gemaakt worden.',
  undo_item_moved_on: () =>
    'Dit kan niet meer ongedaan gemaakt worden, want het exemplaar is intussen uitgeleend of verplaatst.',
  undo_paid: () => 'Dit kan niet meer ongedaan gemaakt worden, want het telaatgeld is al betaald.',
  undo_of_many: () => 'Dit hoort bij een reeks. Draai de reeks terug bij Veel tegelijk.',
  undo_already: () => 'Dit was al ongedaan gemaakt.',
  fine_not_booked: about => {
    const cents = numberIn(about, 'amount_cents')
    return cents === null
      ? 'Er is geen telaatgeld geboekt.'
      : `Het telaatgeld van ${write.cents(cents)} is niet geboekt.`
  },
  item_note: about => {
    const note = wordIn(about, 'note')
    return note === null ? 'Kijk dit exemplaar na.' : `Kijk na: ${note}`
  },
  patron_note: about => wordIn(about, 'note') ?? 'Er is een notitie bij deze lener.',
  busy_again: () => 'Een andere balie werkt net met dit exemplaar of deze lener. Probeer opnieuw.',

  pull_not_wanted: () => 'Dit exemplaar staat niet op de kastlijst. Zet het terug op zijn plaats.',
  pull_not_here: () => 'Dit exemplaar staat niet als aanwezig. Scan het aan de balie.',
  pull_line_gone: () => 'Deze lijn is van de lijst. Iemand anders vond het, of niemand wacht nog.',
  home_no_round: () => 'Deze lener staat niet op deze ronde, of er is die dag geen ronde.',
  home_round_left: () => 'Deze ronde is al vertrokken. Leg het in de tas van de volgende ronde.',
  home_paused: about => {
    const until = dayIn(about, 'until')
    return `Deze lener heeft een pauze${until ? ` tot en met ${write.day(until)}` : ''}. Beëindig ze om iets in de tas te doen.`
  },
  home_pause_backwards: () => 'De laatste dag van de pauze ligt voor de eerste. Kies een latere dag.',
  home_route_used: () => 'Er staan nog leners op deze route. Zet hen eerst op een andere.',
  home_route_full: () => 'Deze route is vol. Maak er een tweede.',
  home_list_expired: () => 'Deze lijst is er van twee weken voor de ronde tot een week erna.',
  title_had_before: about => {
    const on = dayIn(about, 'on')
    return on ? `Leende dit al, het laatst op ${write.day(on)}.` : 'Leende dit al.'
  },
  child_unknown: () => 'Dit kind staat niet meer op de klaslijst. Kies een ander kind.',

  crate_return_mode: () => 'Dit is een bak. Zet de innamemodus aan om hem te vullen of te ontvangen.',
  crate_to_where: () => 'Kies waar deze bak naartoe gaat.',
  crate_not_reachable: () => 'Naar die vestiging rijdt geen transport. Kies een andere.',
  crate_busy: () => 'Deze bak is intussen geopend, vertrokken of aangekomen. Scan hem opnieuw.',
  crate_empty: () => 'Deze bak is nog leeg. Scan eerst een exemplaar.',
  crate_closed: about => {
    const code = wordIn(about, 'code')
    return `${code === null ? 'De bak' : `Bak ${code}`} is al gesloten. Leg dit exemplaar apart.`
  },
  crate_other_branch: about => {
    const branch = wordIn(about, 'branch')
    return `Niet in deze bak${branch === null ? '' : `: die gaat naar ${branch}`}. Leg dit exemplaar apart.`
  },
  crate_open_elsewhere: about =>
    `Deze bak staat open in ${wordIn(about, 'branch') ?? 'een andere vestiging'}. Sluit hem daar eerst.`,
  crate_on_its_way: about =>
    `Deze bak is al gesloten en onderweg naar ${wordIn(about, 'branch') ?? 'een andere vestiging'}.`,
  crate_not_for_here: about => `Deze bak gaat naar ${wordIn(about, 'branch') ?? 'een andere vestiging'}.`,
  transit_over: () => 'Dit exemplaar is niet meer onderweg.',
  slip_none: () => 'Dit exemplaar ligt niet klaar en is niet onderweg. Er is geen strookje nodig.',
  undo_crate_moved_on: () =>
    'Dit kan niet meer ongedaan gemaakt worden, want de bak is intussen gevuld, vertrokken of geleegd.',

  card_in_use: () => 'Deze kaart is al van een andere lener. Neem een andere kaart.',
  number_invalid: () => 'Dit is geen geldig rijksregisternummer. Kijk de cijfers na.',
  number_test_only: () => 'Op dit systeem kan je alleen testnummers gebruiken.',
  number_not_allowed: about =>
    `${wordIn(about, 'library') ?? 'Deze bibliotheek'} mag het rijksregisternummer niet bewaren.`,
  class_list_not_here: () => 'Een klaslijst hoort bij de kaart van een klas of een instelling.',
  family_self: () => 'Dit is de kaart van de lener zelf. Scan de kaart van de andere.',
  family_twice: () => 'Deze twee horen al zo bij elkaar.',
  family_other_library: () => 'Deze twee zijn lid van verschillende bibliotheken. Dat kan niet samen.',
  family_no_payer: () => 'Alleen een ouder of voogd kan voor een kind betalen.',
  family_no_child: () => 'Wie 18 is, heeft geen ouder of voogd meer. Kies “mag afhalen”.',
  class_list_full: () => 'Op een klaslijst passen 60 kinderen. Haal er eerst kinderen af.',
  child_name_twice: about => {
    const { name } = about
    return typeof name === 'string'
      ? `${name} staat al op de lijst. Zet er de eerste letter van de familienaam bij.`
      : 'Deze naam staat al op de lijst. Zet er de eerste letter van de familienaam bij.'
  },
  eid_off: about => {
    const library = wordIn(about, 'library')
    return `${library ?? 'Deze bibliotheek'} leest geen identiteitskaarten. Vul de gegevens zelf in.`
  },
  eid_unreadable: () =>
    'De kaart kan niet gelezen worden. Steek ze er opnieuw in of werk de eID-software bij. Je kan de gegevens ook zelf invullen.',
  proof_needed: () => 'Lees de identiteitskaart of bekijk een identiteitsbewijs. Duid aan wat je zag.',
  number_other: () =>
    'Bij deze lener staat een ander rijksregisternummer. Kijk of je de juiste lener en de juiste kaart hebt.',
  conflict_gone: () => 'Dit is intussen afgehandeld.',
  known_here: () => 'Deze persoon is al lid bij jullie.',
  receipt_mail_off: () =>
    'Mailen kan hier nu niet. De koppeling met de mailserver staat uit of is niet goedgekeurd. Druk de bon af.',
  receipt_no_email: () =>
    'Op de fiche van deze lener staat geen e-mailadres. Vul het in op de pagina van de lener, of druk de bon af.',
  receipt_empty: () =>
    'Er is niets om op een bon te zetten. In dit bezoek is niets geleend, ingenomen of betaald.',
  patron_unknown: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'We vinden niemand met deze gegevens.'
      : `We vinden niemand met deze naam in ${library}.`
  },
  email_invalid: () => 'Dit e-mailadres klopt niet. Kijk of er een @ en een punt in staan.',
  birth_invalid: () => 'Deze geboortedatum klopt niet. Kijk de dag, de maand en het jaar na.',
  membership_type_tariff: about => {
    const name = wordIn(about, 'name')
    return `Deze lener heeft geen recht op ${name ?? 'dit soort lidmaatschap'}. Kijk bij “Waarom dit soort?”.`
  },
  category_unknown: () => 'Deze groep van lezers bestaat hier niet.',
  uitpas_off: () => 'De koppeling met UiTPAS staat niet aan. Vraag een bewijs op papier.',
  uitpas_unknown: () => 'UiTPAS kent dit nummer niet. Kijk de cijfers na.',
  uitpas_no_tariff: () => 'Deze UiTPAS heeft nu geen kansentarief.',
  uitpas_away: () => 'UiTPAS antwoordt niet. Probeer later opnieuw, of vraag een bewijs op papier.',
  news_empty: () => 'Geef de campagne een naam, een onderwerp en een tekst.',
  news_nobody: () => 'Niemand van wie je koos, mag of wil dit krijgen. Kijk waarom in het voorbeeld.',
  campaign_sent: () => 'Deze campagne is al verstuurd. Maak een nieuwe.',
  campaign_not_sent: () => 'Er is niets om te stoppen: deze campagne is niet onderweg.',
  campaign_people_changed: () =>
    'Intussen zijn het er meer of minder. Er is niets verstuurd. Kijk het voorbeeld opnieuw na.',
  address_list_over: () => 'Deze lijst is afgelopen. Maak een nieuwe als je ze nog nodig hebt.',
  list_purpose_needed: () => 'Schrijf in enkele woorden waarvoor de lijst dient.',
  list_day_needed: () => 'Kies een dag vanaf vandaag.',
  list_empty: () => 'Niemand hoort op deze lijst. Er is niets gemaakt.',
  list_too_long: () => 'Er horen te veel leners op deze lijst. Kies een vroegere dag.',
  magda_off: () => 'Deze installatie heeft geen verbinding met MAGDA.',
  magda_not_authorised: () =>
    'Er loopt nu geen machtiging om het Rijksregister te bevragen. Er is niets gevraagd.',
  magda_no_number: () => 'Van deze lener is geen rijksregisternummer bekend.',
  magda_not_member: () => 'Alleen van wie nu lid is, mag het adres gevraagd worden.',
  magda_unknown: () => 'Het Rijksregister kent dit nummer niet. Kijk het nummer na op de kaart.',
  magda_refused: about =>
    `MAGDA weigert de vraag (${wordIn(about, 'code') ?? '?'}). Het adres blijft zoals het is. Meld dit aan je beheerder.`,
  magda_away: () => 'MAGDA antwoordt niet. Het adres blijft zoals het is. Probeer later opnieuw.',
  notice_unknown: () => 'Deze melding bestaat niet meer.',
  merge_self: () => 'Dit is twee keer dezelfde lener. Kies de andere.',
  merge_not_person: () => 'Een kaart van een klas, instelling of bibliotheek wordt nooit samengevoegd.',
  merge_two_persons: () => 'Deze twee hebben elk een eigen rijksregisternummer. Het zijn twee personen.',
  merge_keeps_online: () =>
    'Het dossier dat blijft, is een online inschrijving die nog niemand zag. Houd het andere dossier.',
  online_closed: () => 'Inschrijven op de website kan nu niet. Kom langs in de bib.',
  online_statement: () => 'De privacyverklaring is intussen gewijzigd. Lees de nieuwe en probeer opnieuw.',
  online_guardian_needed: about => {
    const age = numberIn(about, 'age')
    return `Een ouder of voogd doet deze inschrijving${age === null ? '' : ` tot ${age} jaar`}. Vul in wie dat is.`
  },
  online_code_wrong: () =>
    'Deze code past niet of is niet meer geldig. Kijk ze na of vul het formulier opnieuw in.',
  online_not_waiting: () => 'Deze lener is al geïdentificeerd. Laad de pagina opnieuw.',
  online_day: () => 'Kies een dag tussen gisteren en ongeveer een jaar verder.',
  merge_already: () => 'Een van deze dossiers is al samengevoegd met een ander.',
  merge_birth_differs: () => 'De geboortedatums verschillen. Kijk na of dit één persoon is.',
  merge_name_differs: () =>
    'De voornamen verschillen. Een tweeling heeft twee dossiers. Kijk na of dit één persoon is.',
  merge_too_late: () => 'Samenvoegen kan 30 dagen ongedaan gemaakt worden. Die zijn voorbij.',
  membership_end_day: () => 'Kies een dag vanaf vandaag, en niet na de dag waarop het lidmaatschap afloopt.',
  membership_ends_already: () => 'Dit lidmaatschap is al opgezegd.',
  membership_type_unknown: () => 'Dit soort lidmaatschap bestaat hier niet.',
  membership_type_age: about => {
    const name = wordIn(about, 'name')
    const from = numberIn(about, 'from_age')
    const to = numberIn(about, 'to_age')
    const ages = from === null || to === null ? '' : ` Het is voor wie ${from} tot en met ${to} jaar is.`
    return `${name === null ? 'Dit lidmaatschap' : `Lidmaatschap ${name}`} past niet bij deze leeftijd.${ages}`
  },
  address_reason_needed: () =>
    'Dit adres komt van de eID of het register. Zeg waarom je het met de hand wijzigt.',
  address_letters_once: () => 'Brieven kunnen maar naar één adres gaan. Kies er één.',
  patron_not_own: () => 'Deze lener is ingeschreven in een andere bibliotheek. Alleen die kan dit wijzigen.',
  title_unknown: () => 'Deze titel is niet gevonden.',
  title_needed: () => 'Geen titel met dit ISBN. Vul een titel in.',
  isbn_invalid: () => 'Dit is geen geldig ISBN. Kijk de cijfers na, of laat het leeg.',
  barcode_in_use: () => 'Deze code is al gebruikt. Neem een andere streepjescode.',
  charge_unknown: () => 'Deze kost is niet gevonden.',
  charge_paid: () => 'Op deze kost is al betaald. Boek eerst de betaling terug.',
  charge_not_by_hand: () =>
    'Deze kost kwam van iets anders, zoals een lidmaatschap of een uitlening. Draai dat terug, of scheld de kost kwijt.',
  amount_too_high: about => {
    const open = numberIn(about, 'open_cents')
    return open === null
      ? 'Dit is meer dan er openstaat.'
      : `Dit is meer dan er openstaat. Er staat ${write.cents(open)} open.`
  },
  payment_unknown: () => 'Deze betaling is niet gevonden.',
  already_reversed: () => 'Deze betaling is al teruggeboekt.',
  credit_settles_first: () => 'Er staat nog iets open. Verreken dat eerst met het tegoed.',
  nothing_to_pay: () => 'Er staat niets open.',

  sign_in_failed: () => 'Deze combinatie kennen we niet. Kijk je naam en je wachtwoord na.',
  account_locked: () => 'Deze account staat op slot. Wacht even of vraag het aan je beheerder.',
  pin_failed: () => 'Deze combinatie kennen we niet. Kijk je initialen en je pincode na.',
  full_sign_in_needed: () => 'Meld je één keer per dag volledig aan op deze werkplek.',
  workstation_unknown: () => 'Deze werkplek is niet bekend. Vraag je beheerder om ze te registreren.',
  session_ended: () => 'Je bent afgemeld. Meld je opnieuw aan.',
  second_factor_needed: () => 'Hiervoor is je tweede stap nodig. Bewijs eerst dat jij het bent.',
  second_factor_missing: () => 'Hiervoor is een tweede stap nodig. Stel er een in bij Mijn account.',
  second_factor_wrong: () =>
    'Deze code klopt niet. Kijk of de klok van je telefoon juist staat en probeer opnieuw.',
  second_factor_used: () => 'Deze code is al gebruikt. Wacht op de volgende.',
  challenge_over: () => 'Dit duurde te lang. Begin opnieuw.',
  password_wrong: () => 'Dit wachtwoord klopt niet. Probeer opnieuw.',
  password_same: () => 'Dit is het wachtwoord dat je al hebt. Kies een ander.',
  password_elsewhere: () =>
    'Je hebt in Kaft geen wachtwoord: je meldt je aan bij de aanmelddienst van je organisatie. Verander het daar.',
  reset_own: () => 'Je eigen tweede stap neemt een andere beheerder weg.',
  practice_off: () => 'Hier is geen oefenruimte.',
  ticket_over: () => 'Dit duurde te lang. Ga opnieuw naar de oefenruimte vanuit Kaft.',
  oidc_off: () => 'Hier kan je niet op een andere plaats aanmelden. Gebruik je wachtwoord.',
  oidc_away: () =>
    'De aanmelddienst antwoordt niet. Meld je aan met je wachtwoord als je er een hebt, of probeer straks opnieuw.',
  oidc_over: () => 'Dit duurde te lang, of het begon in een ander venster. Begin opnieuw met aanmelden.',
  oidc_refused: () => 'De aanmelddienst bevestigde niet wie je bent. Begin opnieuw.',
  oidc_unlinked: () => 'Je bent aangemeld, maar je account in Kaft is nog niet gekoppeld.',
  oidc_other_library: () => 'Je meldde je aan voor een andere organisatie dan die van je bibliotheek.',
  invitation_wrong: () => 'Deze uitnodiging klopt niet of is verlopen. Vraag een nieuwe aan je beheerder.',
  role_beyond_agreement: () => 'Deze rol valt buiten de overeenkomst van je bibliotheek.',
  briefing_needed: () => 'Lees en onderteken eerst de privacybriefing. Daarna kan je met leners werken.',
  briefing_other_version: () => 'Er is intussen een nieuwe versie. Lees die eerst.',
  briefing_what_changed: () => 'Zeg in beide talen wat er anders is dan in de vorige versie.',
  library_inactive: () => 'Deze bibliotheek is niet actief. Vraag het aan de consortiumbeheerder.',
  library_not_agreed: () =>
    'De overeenkomst tussen je bibliotheek en Cultuurconnect loopt vandaag niet. Daarom kan niemand van je bibliotheek aanmelden. Verwittig je directie, of vraag het aan de consortiumbeheerder.',
  branch_not_yours: () => 'Deze vestiging hoort niet bij je bibliotheek.',
  leave_beyond_own: () => 'Je kan niemand meer rechten geven dan je zelf hebt.',
  login_in_use: () => 'Deze aanmeldnaam is al gebruikt. Kies een andere.',
  name_in_use: () => 'Deze naam is al gebruikt. Kies een andere.',
  badge_in_use: () => 'Deze badge is al van een collega. Neem een andere badge.',
  password_too_short: () => 'Dit wachtwoord is te kort. Neem er een van minstens 12 tekens.',
  last_manager: () => 'Dit is de laatste beheerder. Geef eerst iemand anders die rol.',
  leaves_in_past: () => 'Deze dag is voorbij. Kies vandaag of later, of zet meteen uit dienst.',
  certify_own: () => 'Je kan je eigen rollen niet bevestigen. Vraag het aan een andere beheerder.',
  hours_invalid: () => 'Deze openingsuren kloppen niet. Kijk of ze niet overlappen.',
  agreement_overlaps: () => 'Een van deze bibliotheken werkt in die periode al samen met een van de andere.',
  agreement_ended: () => 'Deze samenwerking is al beëindigd.',
  setting_unknown: () => 'Deze instelling bestaat niet.',
  setting_invalid: () => 'Deze waarde past niet bij deze instelling.',
  months_wrong: () => 'Kies een begin dat voor het einde ligt, en hoogstens vijf jaar.',
  regulation_not_draft: () =>
    'Deze versie van het reglement ligt vast. Maak een concept om iets te wijzigen.',
  regulation_incomplete: about =>
    wordIn(about, 'says_nl') ??
    'Het reglement is niet volledig. Vul de lege plekken in of maak ze niet uitleenbaar.',
  regulation_same_moment: () => 'Er start al een versie van het reglement op die dag. Kies een andere dag.',
  regulation_ask_first: () => 'Een tweede persoon moet dit reglement activeren. Vraag eerst goedkeuring.',
  regulation_other_person: () =>
    'Jij vroeg de goedkeuring of wijzigde dit concept als laatste. Iemand anders moet het activeren.',
  regulation_not_scheduled: () =>
    'Alleen een versie die nog moet beginnen, kan ingetrokken worden. Ga anders terug naar een vorige versie.',
  regulation_not_earlier: () =>
    'Naar deze versie kan je niet teruggaan: ze geldt nu, ze gold nooit, of ze is ingetrokken.',

  not_found: () => 'Dit is niet gevonden.',
  invalid: () => 'Er klopt iets niet in wat je invulde. Kijk de velden na.',
  no_leave: () => 'Jij kan dit niet doen. Vraag het aan: hoofd balie of beheerder.',
  not_signed_in: () => 'Je bent niet aangemeld. Meld je aan om verder te gaan.',
  changed_meanwhile: () => 'Iemand wijzigde dit intussen. Bekijk het opnieuw en probeer nog eens.',
  command_reused: () => 'Deze handeling was al verwerkt met andere gegevens. Probeer opnieuw.',
  too_many: () => 'Je probeerde te vaak. Wacht even en probeer dan opnieuw.',
  unavailable: () => 'De server antwoordt even niet. We proberen opnieuw.',
  fault: () => 'Dit lukte niet door een fout bij ons. Er is niets gewijzigd. Probeer opnieuw.',
  too_large: () => 'Dit is te groot om te verwerken.',
  not_acceptable: () => 'Deze vraag is niet in een vorm die Kaft begrijpt.',
}
