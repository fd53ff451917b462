import { listFusions, planFusion } from '@kaft/contract/fusions'
import { listBranches } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import css from '../moving.module.css'
import { fusionTexts } from './texts.ts'

/** Prepares that one library becomes part of another. */
export const PlanFusion = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(fusionTexts)
  const b = useTexts(baseTexts)
  const go = useGo()
  const rows = useRead(listBranches, {}, { fresh_ms: 300_000 }).data?.rows ?? []
  const libraries = [...new Map(rows.map(r => [r.library_id, r.library_name]))]
  const plan = useDo(planFusion, [listFusions])
  const [kept_id, setKept] = useState('')
  const [absorbed_id, setAbsorbed] = useState('')
  const [on, setOn] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLSelectElement>()
  const fused_on = parseDay(on, dayOf())
  const wrong = {
    libraries: kept_id === '' || absorbed_id === '' || kept_id === absorbed_id,
    day: fused_on === null,
  }
  const data = [{ value: '', label: t.choose }, ...libraries.map(([value, label]) => ({ value, label }))]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wrong.libraries || fused_on === null) return
    plan.mutate(
      { body: { command_id: newCommandId(), kept_id, absorbed_id, fused_on } },
      { onSuccess: made => go(paths.fusion(made.fusion_id)) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <div>
          <h2 className="k-text-md k-strong">{t.plan}</h2>
          <p className="k-quiet">{t.planAbout}</p>
        </div>
        {plan.error !== null && <Failed error={plan.error} />}
        <div className={css['form']}>
          <NativeSelect
            ref={field}
            label={t.absorbed}
            value={absorbed_id}
            data={data}
            error={tried && wrong.libraries ? t.differ : undefined}
            onChange={event => setAbsorbed(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.kept}
            value={kept_id}
            data={data}
            onChange={event => setKept(event.currentTarget.value)}
          />
          <DayField
            label={t.fusedOn}
            value={on}
            onText={setOn}
            error={tried && wrong.day ? b.dayUnreadable : undefined}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={plan.isPending}>
            {t.do}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
