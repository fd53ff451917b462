import { readPatron } from '@kaft/contract/patrons'
import { patronCases, rightsCases, startCase } from '@kaft/contract/rights'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import { askedOf, emptyIntake, type Intake, lacks } from '../intake.model.ts'
import { IntakeFields } from '../intake-fields.tsx'
import { caseTexts } from '../texts/cases.ts'

const proofs = ['eid', 'document'] as const

/** A request at the desk, in half a minute: what is asked, and how the member showed who they are. No copy. */
export const StartCase = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(caseTexts).form
  const b = useTexts(baseTexts)
  const f = useFormats()
  const start = useDo(startCase, [patronCases, rightsCases, readPatron])
  const [form, set] = useState<Intake>(emptyIntake)
  const [proof, choose] = useState<(typeof proofs)[number] | null>(null)
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (proof === null || lacks(form) !== null) return
    start.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), ...askedOf(form), proof } },
      {
        onSuccess: made => {
          tell(t.started(made.number, f.dayLong(made.strict_on)))
          close()
        },
      },
    )
  }
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit} noValidate aria-label={t.title}>
        <IntakeFields form={form} set={set} tried={tried} />
        <Radio.Group
          label={t.proof}
          description={t.noCopy}
          value={proof ?? ''}
          error={tried && proof === null ? b.needed : undefined}
          onChange={next => choose(proofs.find(one => one === next) ?? null)}
        >
          <div className="k-line">
            {proofs.map(one => (
              <Radio key={one} value={one} label={t.proofs[one]} />
            ))}
          </div>
        </Radio.Group>
        {start.error !== null && <Failed error={start.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={start.isPending}>
            {t.start}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
