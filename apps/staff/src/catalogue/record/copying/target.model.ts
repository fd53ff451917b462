import type { CopyTarget } from '@kaft/contract/copy-cataloguing'

/** A catalogue as it stands in the form: lists and numbers as they are typed. */
export type TargetForm = Omit<CopyTarget, 'target_id' | 'state' | 'drop' | 'patience_s' | 'sru_version'> & {
  readonly sru_version: NonNullable<CopyTarget['sru_version']>
  readonly drop: string
  readonly patience: string
}

/** What each protocol is asked by where nobody says otherwise: indexes of SRU, attributes of Bib-1. */
const DEFAULTS = {
  sru: {
    syntax: 'marcxml',
    charset: 'utf-8',
    indexes: { isbn: 'bath.isbn', title: 'dc.title all', author: 'dc.creator all' },
  },
  z3950: {
    syntax: 'usmarc',
    charset: 'marc-8',
    indexes: { isbn: '@attr 1=7', title: '@attr 1=4', author: '@attr 1=1003' },
  },
} as const satisfies Record<CopyTarget['protocol'], Partial<TargetForm>>

export const blankTarget: TargetForm = {
  name: '',
  protocol: 'sru',
  address: '',
  sru_version: '1.2',
  ...DEFAULTS.sru,
  agency: '',
  drop: '852 9XX',
  patience: '10',
  coupling: 'copy_cataloguing',
  active: true,
}

export function formOf(target: CopyTarget): TargetForm {
  const { target_id: _, state: __, drop, patience_s, sru_version, ...same } = target
  return { ...same, sru_version: sru_version ?? '1.2', drop: drop.join(' '), patience: String(patience_s) }
}

/** With another protocol the questions of the former one make no sense. */
export const withProtocol = (form: TargetForm, protocol: CopyTarget['protocol']): TargetForm =>
  form.protocol === protocol ? form : { ...form, protocol, ...DEFAULTS[protocol] }

const tagsOf = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(tag => tag !== '')
export type TargetFault = 'name' | 'address' | 'agency' | 'isbn' | 'title' | 'author' | 'drop' | 'patience'

/** What is missing or cannot be; whether a question can be asked there is for the server to say. */
export function faultsOf(form: TargetForm): TargetFault[] {
  const blank = (text: string): boolean => text.trim() === ''
  return [
    ...(['name', 'address', 'agency'] as const).filter(field => blank(form[field])),
    ...(['isbn', 'title', 'author'] as const).filter(field => blank(form.indexes[field])),
    ...(tagsOf(form.drop).every(tag => /^[0-9A-Z][0-9A-ZX]{2}$/.test(tag)) ? [] : (['drop'] as const)),
    ...(/^(?:[1-9]|[12]\d|30)$/.test(form.patience.trim()) ? [] : (['patience'] as const)),
  ]
}

export function targetOf(form: TargetForm): Omit<CopyTarget, 'target_id' | 'state'> {
  const { drop, patience, ...same } = form
  return {
    ...same,
    name: form.name.trim(),
    address: form.address.trim(),
    sru_version: form.protocol === 'sru' ? form.sru_version : null,
    drop: tagsOf(drop),
    patience_s: Number(patience),
  }
}
