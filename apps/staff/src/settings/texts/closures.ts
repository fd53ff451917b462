import { counted } from '@kaft/contract/texts/about'
import { defineTexts } from '../../base/language.ts'

const stay = (n: string): string => (n === '1' ? '1 blijft staan' : `${n} blijven staan`)
/** What did not come along: said only where there is any. */
const rest = (n: string, says: string): string => (n === '0' ? '' : ` ${says}.`)
const dates = (n: string): string => counted(n, 'datum', 'datums')
const datesEn = (n: string): string => counted(n, 'date', 'dates')

export const closureTexts = defineTexts(
  {
    fresh: 'Nieuwe sluiting of boetevrije periode',
    branches: 'Welke vestigingen?',
    all: 'Alle',
    from: 'Eerste dag',
    until: 'Laatste dag',
    what: 'Wat is er op die dagen?',
    types: { gesloten: 'Gesloten', vakantie: 'Vakantie', boetevrij: 'Boetevrij' },
    aboutTypes: {
      gesloten: 'Niets moet terug op die dagen. Wat dan terug moest, mag op de eerste open dag.',
      vakantie:
        'Niets moet terug en er loopt geen telaatgeld. Datums schuiven naar dezelfde weekdag na de vakantie.',
      boetevrij: 'De bib is open. Die dagen kosten niets.',
    },
    moves: 'Wat met de inleverdatums in die periode?',
    movesNames: {
      off_closed: 'Schuiven op zoals het reglement zegt',
      after: 'Allemaal naar de eerste open dag erna',
      none: 'Blijven staan',
    },
    reason: 'Reden',
    reasonHint: 'Bijvoorbeeld staking, storm of verbouwing. Dit staat in de kalender en in het logboek.',
    look: 'Toon de gevolgen',
    errors: {
      branch: 'Kies een vestiging.',
      from: 'Vul de eerste dag in.',
      until: 'Vul een laatste dag in, niet voor de eerste.',
      reason: 'Vul een reden in.',
    },
    preview: 'Wat er gebeurt',
    heads: ['Wat', 'Nu', 'Wordt', '#Aantal'],
    loans: (n: string, stays: string) =>
      `${counted(n, 'inleverdatum schuift', 'inleverdatums schuiven')} op.${rest(stays, stay(stays))}`,
    holds: (n: string, not: string) =>
      `${counted(n, 'reservering blijft', 'reserveringen blijven')} langer klaarliggen.${rest(not, `${not} niet`)}`,
    fines: (n: string, before: string, after: string) =>
      `${counted(n, 'uitlening is', 'uitleningen zijn')} te laat als de bib weer opengaat: ${before} telaatgeld wordt ${after}. Wat al geboekt is, verandert niet.`,
    noFines: 'Geen enkele uitlening is te laat als de bib weer opengaat.',
    messages: (predue: string, reminders: string, invoices: string) =>
      `In die periode staan gepland: ${counted(predue, 'attendering', 'attenderingen')}, ${counted(reminders, 'herinnering', 'herinneringen')} en ${counted(invoices, 'nota', 'nota’s')}. Ze volgen de nieuwe datums.`,
    transits: (coming: string, leaving: string) =>
      `Onderweg: ${counted(coming, 'exemplaar', 'exemplaren')} naar hier, ${leaving} van hier weg.`,
    days: (n: string) => `${counted(n, 'dag', 'dagen')} in de kalender`,
    loan: 'Inleverdatum',
    hold: 'Ligt klaar tot',
    apply: {
      gesloten: (n: string) => `Sluit en wijzig ${dates(n)}`,
      vakantie: (n: string) => `Sluit en wijzig ${dates(n)}`,
      boetevrij: (n: string) => `Maak boetevrij en wijzig ${dates(n)}`,
    },
    back: 'Wijzig de keuze',
    list: 'Sluitingen',
    none: 'Nog geen sluitingen.',
    period: (from: string, until: string) => `${from} tot en met ${until}`,
    by: (reason: string, by: string, day: string) => `${reason} · ${by} · ${day}`,
    states: { applied: 'van kracht', undone: 'ongedaan gemaakt' },
    busy: (n: string, all: string) => `Bezig: ${n} van ${counted(all, 'rij', 'rijen')}.`,
    done: (n: string) => `${dates(n)} gewijzigd.`,
    undoneCount: (n: string, kept: string) =>
      `${dates(n)} teruggedraaid.${rest(kept, kept === '1' ? '1 bleef zoals ze nu is' : `${kept} bleven zoals ze nu zijn`)}`,
    rows: {
      loan: (n: string) => `Bekijk ${counted(n, 'uitlening', 'uitleningen')}`,
      hold: (n: string) => `Bekijk ${counted(n, 'reservering', 'reserveringen')}`,
    },
    undo: 'Ongedaan maken',
    extend: 'Andere laatste dag',
    save: 'Bewaar de laatste dag',
    extendHint: 'Langer: datums die erin vallen schuiven mee. Korter: wie een latere datum kreeg, houdt die.',
  },
  {
    fresh: 'New closure or fine-free period',
    branches: 'Which branches?',
    all: 'All',
    from: 'First day',
    until: 'Last day',
    what: 'What happens on those days?',
    types: { gesloten: 'Closed', vakantie: 'Holiday', boetevrij: 'Free of fines' },
    aboutTypes: {
      gesloten: 'Nothing is due on those days. What was due then may come back on the first open day.',
      vakantie: 'Nothing is due and no fines run. Dates move to the same weekday after the holiday.',
      boetevrij: 'The library is open. Those days cost nothing.',
    },
    moves: 'What about due dates in that period?',
    movesNames: {
      off_closed: 'Move on as the regulation says',
      after: 'All to the first open day after it',
      none: 'Stay',
    },
    reason: 'Reason',
    reasonHint: 'Such as a strike, a storm or works. It stands in the calendar and in the log.',
    look: 'Show what follows',
    errors: {
      branch: 'Choose a branch.',
      from: 'Fill in the first day.',
      until: 'Fill in a last day, not before the first.',
      reason: 'Fill in a reason.',
    },
    preview: 'What happens',
    heads: ['What', 'Now', 'Becomes', '#Number'],
    loans: (n, stays) =>
      `${counted(n, 'due date moves', 'due dates move')} on.${rest(stays, counted(stays, 'stays', 'stay'))}`,
    holds: (n, not) =>
      `${counted(n, 'hold stays', 'holds stay')} ready for longer.${rest(not, `${counted(not, 'does', 'do')} not`)}`,
    fines: (n, before, after) =>
      `${counted(n, 'loan is', 'loans are')} late when the library opens again: ${before} of fines becomes ${after}. What is booked does not change.`,
    noFines: 'No loan is late when the library opens again.',
    messages: (predue, reminders, invoices) =>
      `Planned in that period: ${counted(predue, 'notice', 'notices')}, ${counted(reminders, 'reminder', 'reminders')} and ${counted(invoices, 'invoice', 'invoices')}. They follow the new dates.`,
    transits: (coming, leaving) =>
      `On their way: ${counted(coming, 'item', 'items')} to here, ${leaving} from here.`,
    days: n => `${counted(n, 'day', 'days')} in the calendar`,
    loan: 'Due date',
    hold: 'Ready until',
    apply: {
      gesloten: n => `Close and change ${datesEn(n)}`,
      vakantie: n => `Close and change ${datesEn(n)}`,
      boetevrij: n => `Free of fines, and change ${datesEn(n)}`,
    },
    back: 'Change the choice',
    list: 'Closures',
    none: 'No closures yet.',
    period: (from, until) => `${from} up to and including ${until}`,
    by: (reason, by, day) => `${reason} · ${by} · ${day}`,
    states: { applied: 'in force', undone: 'undone' },
    busy: (n, all) => `Busy: ${n} of ${counted(all, 'row', 'rows')}.`,
    done: n => `${datesEn(n)} changed.`,
    undoneCount: (n, kept) =>
      `${datesEn(n)} taken back.${rest(kept, kept === '1' ? '1 stayed as it is now' : `${kept} stayed as they are now`)}`,
    rows: {
      loan: n => `See ${counted(n, 'loan', 'loans')}`,
      hold: n => `See ${counted(n, 'hold', 'holds')}`,
    },
    undo: 'Undo',
    extend: 'Another last day',
    save: 'Save the last day',
    extendHint: 'Longer: dates that fall in it move along. Shorter: who got a later date keeps it.',
  },
)
