import type { privacyCodes } from '../codes.ts'
import { type CodeTexts, numberIn } from './about.ts'

type Texts = Pick<CodeTexts, (typeof privacyCodes)[number]>

const nl: Texts = {
  case_says_nothing: () =>
    'Er staat niet in wat gevraagd wordt. Vul in wat moet veranderen, welk doel het betreft of waarover de klacht gaat.',
  case_day_ahead: () => 'Deze dag moet nog komen. Vul de dag in waarop de vraag binnenkwam.',
  case_other_library: () =>
    'Deze vraag hoort bij een andere bibliotheek. De DPO van alle bibliotheken behandelt ze.',
  case_closed: () => 'Dit verzoek is al afgesloten.',
  case_not_closed: () => 'Dit verzoek is nog open.',
  case_identity_known: () => 'De identiteit is al bewezen.',
  case_identity_needed: () =>
    'De identiteit is nog niet bewezen. Noteer eerst hoe de lener toonde wie hij is.',
  case_copy_kind: () => 'Dit bestand is geen foto (jpg, png) of pdf. Kies een ander bestand.',
  case_person_needed: () => 'Het is nog niet bekend over wie dit gaat. Zoek eerst de lener.',
  case_extended: () => 'Dit verzoek is al één keer verlengd. Meer kan niet.',
  case_extend_too_late: () => 'Verlengen kan enkel in de eerste maand. Die is voorbij.',
  case_reason_needed: () => 'Schrijf de reden op, in minstens tien tekens. De lener leest ze.',
  case_fee_unfounded: () =>
    'Een verzoek is gratis. Vraag je toch iets, schrijf dan op waarom het kennelijk ongegrond of buitensporig is.',
  case_marketing_absolute: () => 'Bezwaar tegen nieuws en campagnes kan je niet weigeren.',
  case_decided: () => 'Over dit verzoek is al beslist.',
  case_undecided: () => 'Over dit verzoek is nog niet beslist.',
  case_items_open: () => 'Nog niet alles is verbeterd. Zeg bij elk gegeven of het gebeurd is.',
  case_busy: () => 'Er wordt nog aan gewerkt. Wacht even.',
  case_not_erased: () => 'Deze lener staat er nog. Wis de lener eerst.',
  case_not_held: () => 'Er wacht hier geen wissen dat tegengehouden werd.',
  case_not_ready: () => 'Dit verzoek is nog niet klaar. Kijk welke stap nog open is.',
  case_notices_open: () =>
    'Nog niet elke ontvanger is verwittigd. Doe dat eerst, of schrijf op waarom het niet kan.',
  requests_enough: () => 'Je vroeg dit vandaag al drie keer. Morgen kan het opnieuw.',
  lift_lifted: () => 'Deze beperking is al opgeheven.',
  lift_not_told: () => 'Laat het eerst aan de lener weten. Daarna kan je de beperking opheffen.',
  lift_absolute: () => 'Deze lener wil geen nieuws. Enkel de lener zelf kan dat weer vragen.',
  processing_restricted: () =>
    'De gegevens van deze lener worden enkel bewaard. Innemen en betalen kan, uitlenen en reserveren niet. Vraag het aan de DPO.',
  statement_began: () => 'Deze versie geldt al en verandert niet meer. Maak een nieuwe versie.',
  breach_closed: () => 'Dit datalek is al afgesloten.',
  breach_open: () => 'Dit datalek is niet afgesloten.',
  breach_undecided: () => 'Beslis eerst of het datalek gemeld wordt.',
  breach_late: () => 'De 72 uur zijn voorbij. Schrijf op waarom de melding later komt.',
  breach_reason_needed: () => 'Schrijf op waarom, in minstens tien tekens.',
  breach_no_people: () => 'Er staat nog niemand op de lijst. Zoek eerst wie geraakt is.',
  breach_no_letter: () =>
    'Er is nog geen brief. Verstuur eerst het bericht; wie geen post meer krijgt, heeft er geen.',
  coupling_not_approved: () => 'Deze koppeling is nog niet goedgekeurd. Keur ze eerst goed.',
  coupling_dpia_needed: () =>
    'Voor deze koppeling is een beoordeling (DPIA) nodig. Vul in waar die bewaard wordt.',
  coupling_off: () =>
    'Deze koppeling staat uit of is niet goedgekeurd. Er vertrekt dus niets. De DPO zet ze aan bij Koppelingen.',
  help_reads_only: () =>
    'Met dit ticket mag je enkel kijken. Moet je iets wijzigen, vraag dat dan apart aan, met de reden.',
  help_over: () => 'Deze toegang loopt niet, of niet meer. Vraag ze opnieuw aan met het ticket.',
  help_answered: () => 'Op deze vraag is al geantwoord.',
  help_lapsed: () => 'Deze vraag is ouder dan zeven dagen en vervallen. Laat ze opnieuw stellen.',
  help_own: () => 'Je kan je eigen vraag niet goedkeuren.',
  help_not_yours: about =>
    about.by === 'central'
      ? 'Over deze vraag beslist Cultuurconnect. Beëindigen kan je altijd.'
      : 'Over deze vraag beslist de bibliotheek zelf.',
  help_too_long: about =>
    `Toegang duurt hoogstens ${numberIn(about, 'hours') ?? ''} uur. Vraag minder uren aan.`,
  help_in_past: () => 'Dit begin ligt in het verleden of verder dan dertig dagen. Kies een ander moment.',
  help_reason_needed: () =>
    'Schrijf de reden op, in minstens tien tekens. De bibliotheek en de lener kunnen ze vragen.',
  help_central_needed: () =>
    'De leverancier werkt enkel in opdracht van Cultuurconnect. Schrijf op waarom, dan beslist Cultuurconnect.',
  help_no_write_asked: () => 'In deze vraag staat niet dat er iets gewijzigd moet worden. Geef enkel kijken.',
  role_of_helper: () =>
    'Een account van de helpdesk of de leverancier heeft enkel die ene rol. Maak er een apart account voor.',
}

const en: Texts = {
  case_says_nothing: () =>
    'It does not say what is asked. Fill in what has to change, which purpose it is about, or the complaint.',
  case_day_ahead: () => 'This day is still to come. Fill in the day on which the request came in.',
  case_other_library: () =>
    'This request belongs to another library. The data protection officer of all libraries handles it.',
  case_closed: () => 'This request is closed already.',
  case_not_closed: () => 'This request is still open.',
  case_identity_known: () => 'The identity was shown already.',
  case_identity_needed: () =>
    'The identity was not shown yet. Record first how the patron showed who they are.',
  case_copy_kind: () => 'This file is no picture (jpg, png) or pdf. Choose another one.',
  case_person_needed: () => 'It is not known yet whom this is about. Find the patron first.',
  case_extended: () => 'This request was lengthened once already. That is all.',
  case_extend_too_late: () => 'Lengthening is possible in the first month only. That is over.',
  case_reason_needed: () => 'Write down the reason, in at least ten characters. The patron will read it.',
  case_fee_unfounded: () =>
    'A request is free. If you ask something for it, write down why it is manifestly unfounded or excessive.',
  case_marketing_absolute: () => 'An objection to news and campaigns cannot be refused.',
  case_decided: () => 'This request was decided already.',
  case_undecided: () => 'This request was not decided yet.',
  case_items_open: () => 'Not everything was put right yet. Say of each field whether it was.',
  case_busy: () => 'It is still being worked on. Wait a moment.',
  case_not_erased: () => 'This patron is still there. Erase the patron first.',
  case_not_held: () => 'No erasure that was held back waits here.',
  case_not_ready: () => 'This request is not ready yet. See which step is still open.',
  case_notices_open: () =>
    'Not every recipient was told yet. Do that first, or write down why it is impossible.',
  requests_enough: () => 'You asked this three times today. You can ask again tomorrow.',
  lift_lifted: () => 'This limit was lifted already.',
  lift_not_told: () => 'Tell the patron first. Then you can lift the limit.',
  lift_absolute: () => 'This patron wants no news. Only the patron can ask for it again.',
  processing_restricted: () =>
    'The data of this patron are kept only. Returning and paying are possible, lending and reserving are not. Ask the data protection officer.',
  statement_began: () => 'This version holds already and does not change any more. Make a new one.',
  breach_closed: () => 'This breach is closed already.',
  breach_open: () => 'This breach is not closed.',
  breach_undecided: () => 'Decide first whether the breach is notified.',
  breach_late: () => 'The 72 hours are over. Write down why the notice comes later.',
  breach_reason_needed: () => 'Write down why, in at least ten characters.',
  breach_no_people: () => 'Nobody is on the list yet. Find first who was reached.',
  breach_no_letter: () =>
    'There is no letter yet. Send the message first; who gets no post any more has none.',
  coupling_not_approved: () => 'This coupling was not approved yet. Approve it first.',
  coupling_dpia_needed: () => 'This coupling needs an assessment (DPIA). Fill in where it is kept.',
  coupling_off: () =>
    'This coupling is off or was not approved. So nothing leaves. The data protection officer turns it on at Couplings.',
  help_reads_only: () =>
    'With this ticket you may only look. Where something has to change, ask for it apart, with the reason.',
  help_over: () => 'This access does not run, or no longer. Ask for it again with the ticket.',
  help_answered: () => 'This question was answered already.',
  help_lapsed: () => 'This question is older than seven days and has lapsed. Have it asked again.',
  help_own: () => 'You cannot approve your own question.',
  help_not_yours: about =>
    about.by === 'central'
      ? 'Cultuurconnect decides on this question. You can always end it.'
      : 'The library itself decides on this question.',
  help_too_long: about =>
    `Access lasts at most ${numberIn(about, 'hours') ?? ''} hours. Ask for fewer hours.`,
  help_in_past: () => 'This start lies in the past or more than thirty days ahead. Choose another moment.',
  help_reason_needed: () =>
    'Write down the reason, in at least ten characters. The library and the patron can ask for it.',
  help_central_needed: () =>
    'The supplier works on the instruction of Cultuurconnect only. Write down why, then Cultuurconnect decides.',
  help_no_write_asked: () => 'This question does not ask to change anything. Give looking only.',
  role_of_helper: () =>
    'An account of the helpdesk or the supplier has that one role only. Make a separate account for it.',
}

/** What is said of requests about the own data, and of the registers. */
export const privacyTexts = { nl, en } as const
