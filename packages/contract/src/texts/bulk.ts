import type { bulkCodes } from '../codes.ts'
import { type CodeTexts, dayIn, numberIn, writeEn, writeNl } from './about.ts'

type Texts = Pick<CodeTexts, (typeof bulkCodes)[number]>

/** The sentences of many at once, closures and automatic renewal. */
export const bulkTexts: { readonly nl: Texts; readonly en: Texts } = {
  nl: {
    bulk_nothing: () => 'Met deze keuze is er niets te wijzigen. Kies ruimer.',
    bulk_too_many: about => {
      const most = numberIn(about, 'most')
      return `Dit zijn te veel rijen voor één keer.${most === null ? '' : ` Hoogstens ${most} kan.`} Kies per vestiging of per periode.`
    },
    bulk_purpose_needed: () => 'Dit is een lijst met personen. Zeg eerst waarvoor je ze nodig hebt.',
    bulk_kind_not_yours: () => 'Jij kan deze wijziging niet doen. Vraag het aan een collega met dat recht.',
    bulk_wrong_state: () => 'Dat kan niet op dit moment van de reeks. Kijk hoe ver ze staat.',
    bulk_too_late: about => {
      const until = dayIn(about, 'until')
      return until === null
        ? 'Terugdraaien kan niet meer.'
        : `Terugdraaien kon tot ${writeNl.day(until)}. Nu kan het niet meer.`
    },
    bulk_of_closure: () => 'Deze reeks hoort bij een sluiting. Maak de sluiting zelf ongedaan.',
    bulk_twice: () => 'Deze rij staat al in de lijst. Ze telt één keer.',
    bulk_same: () => 'Dit staat al zo. Er verandert niets.',
    bulk_hold_caught: () => 'Het exemplaar ligt al klaar of is onderweg. De afhaalvestiging blijft.',
    bulk_hold_costs: () =>
      'Deze reservering kostte iets of is elders gevraagd. Annuleer ze bij de lener, dan klopt het geld.',
    bulk_not_ready: () => 'Deze reservering ligt nog niet klaar. Er is geen uiterste dag.',
    bulk_gone: () => 'Dit is intussen weg of voorbij, bijvoorbeeld teruggebracht of geannuleerd.',
    bulk_item_away: () => 'Dit exemplaar staat niet op het rek. Wijzig de toestand als het terug is.',
    bulk_day_past: () => 'Die dag ligt in het verleden. Kies een latere dag.',
    auto_renew_debt: about => {
      const open = numberIn(about, 'balance_cents')
      const limit = numberIn(about, 'limit_cents')
      if (open === null || limit === null) return 'Er staat te veel open om vanzelf te verlengen.'
      return `${writeNl.cents(open)} staat open. Boven ${writeNl.cents(limit)} verlengt Kaft niet vanzelf.`
    },
    closure_past: () => 'Deze dagen liggen in het verleden. Kies een periode die nog komt.',
    closure_undone: () => 'Deze sluiting is al ongedaan gemaakt.',
  },
  en: {
    bulk_nothing: () => 'There is nothing to change with this choice. Choose more widely.',
    bulk_too_many: about => {
      const most = numberIn(about, 'most')
      return `These are too many rows for one time.${most === null ? '' : ` At most ${most} can be done.`} Choose by branch or by period.`
    },
    bulk_purpose_needed: () => 'This is a list of persons. Say first what you need them for.',
    bulk_kind_not_yours: () => 'You cannot make this change. Ask a colleague who has that right.',
    bulk_wrong_state: () => 'That cannot be done at this moment of the run. See how far it is.',
    bulk_too_late: about => {
      const until = dayIn(about, 'until')
      return until === null
        ? 'It can no longer be taken back.'
        : `It could be taken back until ${writeEn.day(until)}. Now it no longer can.`
    },
    bulk_of_closure: () => 'This run belongs to a closure. Undo the closure itself.',
    bulk_twice: () => 'This row is in the list already. It counts once.',
    bulk_same: () => 'This is so already. Nothing changes.',
    bulk_hold_caught: () => 'The item lies ready or is on its way already. The pick-up branch stays.',
    bulk_hold_costs: () =>
      'This hold cost something or is asked elsewhere. Cancel it with the patron, so that the money fits.',
    bulk_not_ready: () => 'This hold does not lie ready yet. There is no last day.',
    bulk_gone: () => 'This is gone or over by now, for instance returned or cancelled.',
    bulk_item_away: () => 'This item is not on the shelf. Change its state when it is back.',
    bulk_day_past: () => 'That day is in the past. Choose a later day.',
    auto_renew_debt: about => {
      const open = numberIn(about, 'balance_cents')
      const limit = numberIn(about, 'limit_cents')
      if (open === null || limit === null) return 'Too much is owed to renew by itself.'
      return `${writeEn.cents(open)} is owed. Above ${writeEn.cents(limit)} Kaft does not renew by itself.`
    },
    closure_past: () => 'These days are in the past. Choose a period that is still to come.',
    closure_undone: () => 'This closure has been undone already.',
  },
}
