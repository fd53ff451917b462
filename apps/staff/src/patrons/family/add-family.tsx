import { addFamily, type FamilyRole, readFamily } from '@kaft/contract/family'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { useScans } from '../../base/scans.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { familyTexts } from './texts.ts'

const roles: readonly FamilyRole[] = ['child', 'guardian', 'collector', 'collects_for']

/** Somebody is added by card only: who has the other's card in hand has the other at the desk, or their paper. */
export const AddFamily = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(familyTexts)
  const b = useTexts(baseTexts)
  const add = useDo(addFamily, [readFamily])
  const [card, setCard] = useState('')
  const [role, setRole] = useState<FamilyRole>('child')
  const [consent, setConsent] = useState<'paper' | 'desk'>('paper')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  useScans(scan => setCard(scan.code))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (card.trim() === '') return
    const body = { command_id: newCommandId(), card: card.trim(), role, consent }
    add.mutate(
      { params: { patron_id }, body },
      {
        onSuccess: () => {
          tell(t.added)
          close()
        },
      },
    )
  }
  return (
    <Spine panel className={css['block']}>
      <form className="k-stack" onSubmit={submit} noValidate>
        <TextInput
          ref={field}
          label={t.card}
          description={t.scan}
          value={card}
          autoComplete="off"
          error={tried && card.trim() === '' ? b.needed : undefined}
          onChange={event => setCard(event.currentTarget.value)}
        />
        <Radio.Group label={t.role} value={role} onChange={next => setRole(next)}>
          <div className="k-stack">
            {roles.map(one => (
              <Radio key={one} value={one} label={t.choose[one]} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={t.how}
          value={consent}
          onChange={next => setConsent(next === 'desk' ? 'desk' : 'paper')}
        >
          <div className="k-stack">
            <Radio value="paper" label={t.howPaper} />
            <Radio value="desk" label={t.howDesk} />
          </div>
        </Radio.Group>
        {add.error !== null && <Failed error={add.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.add}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
