import { dataField, type MarcRecord } from '@kaft/marc'
import type { Spot } from '../fixed.model.ts'

/** MARC 21 Holdings, Leader: what a cataloguer sets. */
export const HOLDING_LEADER_SPOTS: readonly Spot[] = [
  {
    name: 'type',
    from: 6,
    length: 1,
    values: [
      ['x', 'één deel', 'single-part'],
      ['v', 'meer delen', 'multipart'],
      ['y', 'tijdschrift of krant', 'serial'],
      ['u', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'encoding',
    from: 17,
    length: 1,
    values: [
      ['1', 'alleen de instelling', 'holdings level 1'],
      ['2', 'instelling en soort', 'holdings level 2'],
      ['3', 'samengevat', 'holdings level 3'],
      ['4', 'per nummer', 'holdings level 4'],
      ['5', 'met exemplaren', 'level 4 with pieces'],
      ['m', 'gemengd', 'mixed'],
      ['u', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'items',
    from: 18,
    length: 1,
    values: [
      ['i', 'ja', 'yes'],
      ['n', 'nee', 'no'],
    ],
  },
]
/** MARC 21 Holdings, 008: what public libraries say in it. */
export const HOLDING_FIXED_SPOTS: readonly Spot[] = [
  {
    name: 'receipt',
    from: 6,
    length: 1,
    values: [
      ['4', 'komt nog binnen', 'currently received'],
      ['5', 'komt niet meer binnen', 'not received'],
      ['2', 'volledig of gestopt', 'complete or ceased'],
      ['1', 'andere', 'other'],
      ['3', 'in bestelling', 'on order'],
      ['0', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'acquisition',
    from: 7,
    length: 1,
    values: [
      ['p', 'aankoop', 'purchase'],
      ['g', 'gift', 'gift'],
      ['e', 'ruil', 'exchange'],
      ['d', 'wettelijk depot', 'legal deposit'],
      ['f', 'gratis', 'free'],
      ['m', 'lidmaatschap', 'membership'],
      ['u', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'retention',
    from: 12,
    length: 1,
    values: [
      ['8', 'blijvend', 'permanent'],
      ['6', 'een beperkte tijd', 'limited period'],
      ['2', 'tot er een nieuw komt', 'until updated'],
      ['4', 'alleen het laatste', 'latest only'],
      ['0', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'completeness',
    from: 16,
    length: 1,
    values: [
      ['1', 'volledig (95 % of meer)', 'complete (95 % or more)'],
      ['2', 'onvolledig (50 tot 94 %)', 'incomplete (50 to 94 %)'],
      ['3', 'verspreide nummers', 'scattered'],
      ['4', 'niet van toepassing', 'not applicable'],
      ['0', 'onbekend', 'unknown'],
    ],
  },
  { name: 'copies', from: 17, length: 3, values: [] },
  {
    name: 'lending',
    from: 20,
    length: 1,
    values: [
      ['a', 'ja', 'yes'],
      ['b', 'nee', 'no'],
      ['c', 'alleen losse stukken', 'hard copy only'],
      ['l', 'beperkt', 'limited'],
      ['u', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'language',
    from: 22,
    length: 3,
    values: [
      ['dut', 'Nederlands', 'Dutch'],
      ['fre', 'Frans', 'French'],
      ['eng', 'Engels', 'English'],
      ['und', 'niet gezegd', 'undetermined'],
    ],
  },
]

/** A holdings record to begin with: of a serial where the title is one, at a branch, with a line for the words. */
export const blankHolding = (of: {
  readonly day: string
  readonly branch: string
  readonly serial: boolean
}): MarcRecord => ({
  leader: `00000n${of.serial ? 'y' : 'x'}  a22000003n 4500`,
  fields: [
    { tag: '008', value: `${of.day.slice(2).replaceAll('-', '')}4p    8   1001au   0      `.padEnd(32, ' ') },
    dataField('852', '  ', [['b', of.branch]]),
    dataField('866', ' 0', [['a', '']]),
  ],
})
