import type { cooperationCodes } from '../codes.ts'
import { type CodeTexts, counted, dayIn, numberIn, wordIn, writeEn, writeNl } from './about.ts'

type Texts = Pick<CodeTexts, (typeof cooperationCodes)[number]>

/** The sentences of libraries that join, leave or become one. */
export const cooperationTexts: { readonly nl: Texts; readonly en: Texts } = {
  nl: {
    membership_not_accepted: about => {
      const library = wordIn(about, 'library')
      return `De samenwerking${library === null ? '' : ` met ${library}`} geldt niet voor dit soort lidmaatschap. Maak hier een lidmaatschap aan.`
    },
    joining_few: () => 'Kies minstens twee bibliotheken, of één die bij een samenwerking komt.',
    joining_state: () => 'Dat kan niet meer op dit moment. Kijk hoe ver de samenwerking staat.',
    joining_day_past: () => 'De begindag is al voorbij. Trek dit in en plan het opnieuw met een latere dag.',
    joining_not_told: about => {
      const left = numberIn(about, 'left')
      const how = left === null ? '' : ` Er wachten er nog ${left}.`
      return `Nog niet alle leners kregen bericht.${how} Verstuur ze of druk de brieven af.`
    },
    joining_kept_back: about => {
      const left = numberIn(about, 'left')
      return `${left === null ? 'Enkele berichten werden' : counted(left, 'bericht werd', 'berichten werden')} tegengehouden. Verstuur ze alsnog, want die leners weten van niets.`
    },
    joining_notice_old: () =>
      'Het bericht aan de leners is te oud om nog te gelden. Trek dit in en begin opnieuw.',
    joining_too_soon: about => {
      const day = dayIn(about, 'from')
      return `Leners krijgen eerst tijd om te lezen en te reageren.${day === null ? '' : ` Het kan ten vroegste op ${writeNl.day(day)}.`}`
    },
    joining_other_person: () => 'Jij bereidde dit voor. Iemand anders moet het laten ingaan.',
    parting_over: () => 'De samenwerking is al voorbij. Plan een nieuwe samenwerking.',
    participation_own: () =>
      'Dit is de bibliotheek waarin je nu werkt. Haar overeenkomst krijgt hier geen einde: dan kan niemand nog overeenkomsten bijhouden.',
    participation_over: () => 'Deze overeenkomst is al voorbij of al stopgezet. Voeg een nieuwe toe.',
    fusion_self: () => 'Kies twee verschillende bibliotheken.',
    fusion_open_already: () =>
      'Een van deze bibliotheken zit al in een fusie. Werk die eerst af, of zet ze stop.',
    fusion_busy: () => 'Een van deze bibliotheken stapt net over naar Kaft. Wacht tot dat af is.',
    fusion_state: () => 'Dat kan niet op dit moment van de fusie. Kijk hoe ver ze staat.',
    fusion_unmapped: () => 'Van enkele soorten lidmaatschap is niet gezegd wat ze worden. Vul ze aan.',
    fusion_check_again: () => 'Er is iets gewijzigd na de proefronde. Doe ze opnieuw.',
    fusion_does_not_fit: () => 'De tellingen kloppen niet. Zolang ze niet kloppen, kan je niet tekenen.',
    fusion_other_person: () => 'Jij begon deze fusie. Iemand anders moet ze tekenen.',
    fusion_too_late: () => 'Terugkeren kon één dag lang. Nu kan het niet meer.',
    departure_self: () => 'Dit is de bibliotheek waarin je nu werkt. Die kan je niet laten vertrekken.',
    departure_open_already: () => 'Van deze bibliotheek is al een vertrek aangekondigd.',
    departure_busy: () =>
      'Deze bibliotheek stapt net over of zit in een fusie. Werk dat eerst af, of zet het stop.',
    departure_state: () => 'Dat kan niet op dit moment van het vertrek. Kijk hoe ver het staat.',
    departure_other_person: () => 'Jij kondigde dit vertrek aan. Iemand anders moet het bevestigen.',
    departure_not_ready: () => 'Het wissen kan nog niet beginnen. Kijk wat er nog ontbreekt.',
    departure_nothing_open: () => 'Hiervan staat niets open. Er is niets te aanvaarden.',
    departure_file_differs: () => 'Dit bestand kwam niet heel over. Haal het opnieuw op.',
  },
  en: {
    membership_not_accepted: about => {
      const library = wordIn(about, 'library')
      return `The cooperation${library === null ? '' : ` with ${library}`} is not for this type of membership. Make a membership here.`
    },
    joining_few: () => 'Choose two libraries at least, or one that joins a cooperation.',
    joining_state: () => 'That cannot be done any more. Look how far the cooperation is.',
    joining_day_past: () => 'The first day is over. Call this off and plan it again for a later day.',
    joining_not_told: about => {
      const left = numberIn(about, 'left')
      const how = left === null ? '' : ` ${left} still wait.`
      return `Not all patrons were told yet.${how} Send the messages or print the letters.`
    },
    joining_kept_back: about => {
      const left = numberIn(about, 'left')
      return `${left === null ? 'Some messages were' : counted(left, 'message was', 'messages were')} kept back. Send them after all: those patrons were not told.`
    },
    joining_notice_old: () => 'The notice to the patrons is too old to count. Call this off and begin anew.',
    joining_too_soon: about => {
      const day = dayIn(about, 'from')
      return `Patrons first get time to read and to react.${day === null ? '' : ` It can be on ${writeEn.day(day)} at the earliest.`}`
    },
    joining_other_person: () => 'You prepared this. Somebody else has to let it begin.',
    parting_over: () => 'The cooperation is over. Plan a new one.',
    participation_own: () =>
      'This is the library that you work in now. Its agreement gets no end here: nobody could keep agreements any more.',
    participation_over: () => 'This agreement is over or was ended already. Add a new one.',
    fusion_self: () => 'Choose two different libraries.',
    fusion_open_already: () => 'One of these libraries is in a fusion already. Finish it first, or stop it.',
    fusion_busy: () => 'One of these libraries is moving to Kaft. Wait until that is done.',
    fusion_state: () => 'That cannot be done at this point of the fusion. Look how far it is.',
    fusion_unmapped: () => 'Of some types of membership it is not said what they become. Fill them in.',
    fusion_check_again: () => 'Something was changed after the dry run. Do it again.',
    fusion_does_not_fit: () => 'The counts do not fit. As long as they do not, you cannot sign.',
    fusion_other_person: () => 'You began this fusion. Somebody else has to sign it.',
    fusion_too_late: () => 'Going back was possible for one day. Now it is not any more.',
    departure_self: () => 'This is the library that you work in now. You cannot let it leave.',
    departure_open_already: () => 'The departure of this library was announced already.',
    departure_busy: () => 'This library is moving in or in a fusion. Finish that first, or stop it.',
    departure_state: () => 'That cannot be done at this point of the departure. Look how far it is.',
    departure_other_person: () => 'You announced this departure. Somebody else has to confirm it.',
    departure_not_ready: () => 'The erasure cannot begin yet. Look what is missing.',
    departure_nothing_open: () => 'Nothing of this is open. There is nothing to accept.',
    departure_file_differs: () => 'This file did not arrive whole. Fetch it again.',
  },
}
