import type { AuthorityKind } from '@kaft/contract/authorities'
import { dataField, type MarcRecord } from '@kaft/marc'

/** By the last digits of the field that holds a heading (MARC 21 Authority, 1XX). */
export const TAGS: Readonly<Record<AuthorityKind, string>> = {
  person: '00',
  body: '10',
  meeting: '11',
  title: '30',
  event: '47',
  period: '48',
  topic: '50',
  place: '51',
  genre: '55',
  medium: '62',
}

/** A new record of a heading; 008 has a fill character wherever nothing is known (MARC 21 Authority, 008). */
export function recordOfFresh(
  of: { readonly kind: AuthorityKind; readonly heading: string; readonly dates: string },
  today: string,
): MarcRecord {
  const isPerson = of.kind === 'person'
  const dates = isPerson ? of.dates.trim() : ''
  const ind1 = !isPerson ? ' ' : of.heading.includes(',') ? '1' : '0'
  const heading = of.heading.trim()
  return {
    leader: '00000nz  a2200000n  4500',
    fields: [
      { tag: '008', value: `${today.slice(2).replaceAll('-', '')}${'|'.repeat(34)}` },
      dataField(`1${TAGS[of.kind]}`, `${of.kind === 'body' ? '2' : ind1} `, [
        ['a', dates === '' ? heading : `${heading},`],
        ...(dates === '' ? [] : [['d', dates] as [string, string]]),
      ]),
    ],
  }
}
