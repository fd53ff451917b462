import type { Day } from '../../../base/dates.ts'
import { type Addressed, envelope, longDay } from '../../../base/document/letter.rules.ts'
import type { Block, Paper } from '../../../base/document/paper.ts'
import type { Controller } from '../cases/letters.rules.ts'
import { categoryNames } from './breach.rules.ts'

export interface ToldReader extends Addressed {
  readonly told_on: Day
}
export interface ToldBreach {
  readonly library_name: string
  readonly categories: readonly string[]
  readonly letter: string
}

const text = (...paragraphs: readonly string[]): Block => ({ kind: 'text', text: paragraphs.join('\n\n') })

/**
 * What somebody is told whose data a breach reached (AVG art. 34(2)): what happened in the officer's own plain words, which kinds of
 * data, whom to ask, where to complain.
 */
export const breachLetter = (b: ToldBreach, reader: ToldReader, c: Controller): Paper => ({
  lang: 'nl-BE',
  title: `Een datalek bij ${b.library_name}: wat dit voor u betekent`,
  address: envelope(reader),
  day: longDay(reader.told_on),
  opening: [
    text(
      `Dag ${reader.given_name} ${reader.family_name},`,
      'Er was een datalek waarbij ook gegevens van u betrokken zijn.',
      b.letter,
      ...(b.categories.length === 0 ? [] : ['Het gaat om deze soorten gegevens:']),
    ),
    ...(b.categories.length === 0 ? [] : [{ kind: 'list' as const, items: categoryNames(b.categories) }]),
    text(
      `Hebt u vragen? Schrijf naar ${c.dpo_name}, ${c.dpo_email}, of naar ${c.name}, ${c.address} (ondernemingsnummer ${c.enterprise_number}).`,
      `U kan een klacht indienen bij de Vlaamse Toezichtcommissie (${c.vtc_url}) en bij de Gegevensbeschermingsautoriteit (${c.gba_url}). U kan ook naar de rechter gaan.`,
      `Met vriendelijke groeten,\n${c.dpo_name}\n${c.name}`,
    ),
  ],
  parts: [],
})
