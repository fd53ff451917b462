import type { MembershipAdvice, TariffCondition, WeighedType } from '@kaft/contract/memberships'
import { StateIcon } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useFormats } from '../../base/format.ts'
import { useTexts } from '../../base/language.ts'
import css from '../patrons.module.css'
import { membershipTexts } from './texts.ts'

type Texts = (typeof membershipTexts)['nl']
const FOR_LIFE = 120

const ageSays = (t: Texts, c: TariffCondition): string => {
  const { from_age = 0, to_age = FOR_LIFE, age = null, met } = c
  const open = to_age >= FOR_LIFE
  if (open && from_age === 0) return t.age.all
  if (age === null) return t.age.unknown
  if (open) return met ? t.age.metOpen(age, from_age) : t.age.missedOpen(age, from_age)
  return met ? t.age.met(age, from_age, to_age) : t.age.missed(age, from_age, to_age)
}

/** One condition as a clause: what the person is, and what the kind asks. */
export const conditionSays = (t: Texts, c: TariffCondition): string => {
  if (c.asks === 'age') return ageSays(t, c)
  if (c.asks === 'postcode') return c.met ? t.postcode.met(c.has ?? '') : t.postcode.missed(c.has ?? null)
  if (c.asks === 'category') return c.met ? t.category.met(c.wants ?? '') : t.category.missed(c.wants ?? '')
  if (c.asks === 'social') return c.met ? t.social.met : t.social.missed
  return t.reader
}

/** What a kind costs and why, and until when it would run. */
export const useFeeText = (): ((row: WeighedType) => string) => {
  const t = useTexts(membershipTexts)
  const f = useFormats()
  return row => `${t.fee[row.fee_because](f.money(row.fee_cents))} · ${t.until(f.dayYear(row.ends_on))}`
}

/** A card of a class or an institution follows from nobody's data, so it says nothing here. */
const isReaders = (row: WeighedType): boolean => row.conditions.every(({ asks }) => asks !== 'reader')

/** Why this kind: the one that follows first, then every other with what stands in the way. */
export const WhyType = ({ advice }: { advice: MembershipAdvice }): ReactNode => {
  const t = useTexts(membershipTexts)
  const feeText = useFeeText()
  const nameOf = (type: string): string => advice.rows.find(row => row.type === type)?.name ?? type
  return (
    <div className={css['block']}>
      <p>{advice.advised === null ? t.followsNone : t.follows(nameOf(advice.advised))}</p>
      {advice.now !== null && advice.advised !== null && advice.now !== advice.advised && (
        <p className="k-quiet">{t.other(nameOf(advice.now))}</p>
      )}
      <ul className={css['why']}>
        {advice.rows
          .filter(row => isReaders(row) || row.type === advice.now)
          .map(row => (
            <li key={row.type}>
              <span className="k-strong">{row.name}</span>{' '}
              <span className="k-quiet">
                {row.fits ? t.fits : t.fitsNot} · {feeText(row)}
              </span>
              {row.conditions.map(condition => (
                <p key={condition.asks} className="k-line">
                  <StateIcon state={condition.met ? 'ok' : 'stop'} /> {conditionSays(t, condition)}
                </p>
              ))}
            </li>
          ))}
      </ul>
    </div>
  )
}
