import type { publishBriefing } from '@kaft/contract/briefing'
import type { BodyOf } from '@kaft/contract/operation'

type Texts = BodyOf<typeof publishBriefing>['texts']
export const langs = ['nl', 'en'] as const
export type Lang = (typeof langs)[number]
type Both = Readonly<Record<Lang, string>>

/** The briefing while somebody writes a new version of it; `no` keeps the points apart. */
export interface BriefingForm {
  readonly points: readonly { readonly no: number; readonly title: Both; readonly text: Both }[]
  readonly undertaking: Both
  /** Empty at first: what changed is new each time. */
  readonly changed: Both
  readonly next: number
}

export const formOf = ({ nl, en }: Texts): BriefingForm => ({
  points: nl.points.map((point, no) => ({
    no,
    title: { nl: point.title, en: en.points[no]?.title ?? '' },
    text: { nl: point.text, en: en.points[no]?.text ?? '' },
  })),
  undertaking: { nl: nl.undertaking, en: en.undertaking },
  changed: { nl: '', en: '' },
  next: nl.points.length,
})

/** The form as the contract wants it; null while a field is empty in one of the languages. */
export const readForm = (form: BriefingForm): Texts | null => {
  const fields = [...form.points.flatMap(point => [point.title, point.text]), form.undertaking, form.changed]
  if (fields.some(both => langs.some(lang => both[lang].trim() === ''))) return null
  const of = (lang: Lang): Texts['nl'] => ({
    points: form.points.map(point => ({ title: point.title[lang].trim(), text: point.text[lang].trim() })),
    undertaking: form.undertaking[lang].trim(),
    changed: form.changed[lang].trim(),
  })
  return { nl: of('nl'), en: of('en') }
}
