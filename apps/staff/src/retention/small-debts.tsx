import { readSmallDebts, retentionTonight, setSmallDebts } from '@kaft/contract/retention'
import type { OkOf } from '@kaft/contract/operation'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './retention.module.css'
import { retentionTexts } from './texts.ts'

type Rule = OkOf<typeof readSmallDebts>

const Form = ({ rule }: { rule: Rule }): ReactNode => {
  const t = useTexts(retentionTexts).debts
  const set = useDo(setSmallDebts, [readSmallDebts, retentionTonight])
  const [years, setYears] = useState(rule.years === null ? '' : String(rule.years))
  const [most, setMost] = useState(typedMoney(rule.most_cents))
  const [tried, setTried] = useState(false)
  const n = years.trim() === '' ? null : Number(years)
  const badYears = n !== null && !(Number.isInteger(n) && n >= 1 && n <= 30)
  const most_cents = parseMoney(most)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (badYears || most_cents === null) return
    set.mutate(
      { body: { command_id: newCommandId(), rule: { years: n, most_cents } } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div className={css['form']}>
        <TextInput
          label={t.years}
          value={years}
          inputMode="numeric"
          autoComplete="off"
          error={tried && badYears ? t.wrongYears : undefined}
          onChange={event => setYears(event.currentTarget.value)}
        />
        <TextInput
          label={t.most}
          value={most}
          inputMode="decimal"
          autoComplete="off"
          error={tried && most_cents === null ? t.wrongMost : undefined}
          onChange={event => setMost(event.currentTarget.value)}
        />
      </div>
      {set.error !== null && <Failed error={set.error} />}
      <div className="k-line">
        <Button type="submit" loading={set.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

/** When a small debt of a former member is written off. */
export const SmallDebts = (): ReactNode => {
  const t = useTexts(retentionTexts).debts
  const read = useRead(readSmallDebts, {})
  return (
    <section className="k-stack" aria-labelledby="small-debts">
      <h2 id="small-debts" className="k-text-md k-strong">
        {t.title}
      </h2>
      <p className="k-prose k-quiet">{t.about}</p>
      <Read of={read}>{rule => <Form rule={rule} />}</Read>
    </section>
  )
}
