import type { Audience } from '@kaft/contract/campaigns'

/** Whom, as it stands in the fields. */
export interface AudienceForm {
  readonly types: readonly string[]
  readonly postcodes: string
  readonly from: string
  readonly to: string
}
export const emptyAudience: AudienceForm = { types: [], postcodes: '', from: '', to: '' }

export const formOf = (a: Audience): AudienceForm => ({
  types: a.membership_types,
  postcodes: a.postcodes.join(', '),
  from: a.age_from === null ? '' : String(a.age_from),
  to: a.age_to === null ? '' : String(a.age_to),
})

const parts = (text: string): readonly string[] => text.split(/[\s,;]+/).filter(part => part !== '')
export const postcodesWrong = (form: AudienceForm): boolean =>
  parts(form.postcodes).some(part => !/^\d{4}$/.test(part))
/** The age of nobody, as the server has it. */
const oldest = 120
export const ageWrong = (text: string): boolean =>
  text.trim() !== '' && !(/^\d{1,3}$/.test(text.trim()) && Number(text.trim()) <= oldest)

const ageOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim()))
/** As the server wants it; null while a field does not say anything that it can read. */
export function audienceOf(form: AudienceForm): Audience | null {
  if (postcodesWrong(form) || ageWrong(form.from) || ageWrong(form.to)) return null
  const [age_from, age_to] = [ageOf(form.from), ageOf(form.to)]
  return {
    membership_types: [...form.types],
    postcodes: [...new Set(parts(form.postcodes))],
    age_from,
    age_to,
  }
}
