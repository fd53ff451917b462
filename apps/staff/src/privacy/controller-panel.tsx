import type { OkOf } from '@kaft/contract/operation'
import { readController, setController } from '@kaft/contract/registers'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './privacy.module.css'
import { privacyTexts } from './texts/index.ts'
import { registerTexts } from './texts/registers.ts'

type Who = OkOf<typeof readController>
const fields = [
  'name',
  'address',
  'enterprise_number',
  'dpo_name',
  'dpo_email',
  'vtc_url',
  'gba_url',
] as const

const Form = ({ who, close }: { who: Who; close: () => void }): ReactNode => {
  const t = useTexts(registerTexts)
  const b = useTexts(baseTexts)
  const p = useTexts(privacyTexts)
  const set = useDo(setController, [readController])
  const [form, setForm] = useState(who)
  const empty = fields.filter(field => form[field].trim() === '')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (empty.length > 0) return
    set.mutate(
      { body: { command_id: newCommandId(), ...form } },
      {
        onSuccess: () => {
          tell(p.saved)
          close()
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div className={css['form']}>
        {fields.map(field => (
          <TextInput
            key={field}
            label={t.fields[field]}
            value={form[field]}
            autoComplete="off"
            error={tried && empty.includes(field) ? b.needed : undefined}
            onChange={event => setForm({ ...form, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      {set.error !== null && <Failed error={set.error} />}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={set.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

/** Who answers for the processing, as every letter and file names it (P9). */
export const ControllerPanel = (): ReactNode => {
  const t = useTexts(registerTexts)
  const read = useRead(readController, {})
  const [open, setOpen] = useState(false)
  return (
    <Spine panel className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.controller}</h2>
        {!open && (
          <Allowed op={setController}>
            <Button size="compact-sm" onClick={() => setOpen(true)}>
              {t.change}
            </Button>
          </Allowed>
        )}
      </div>
      <p className="k-quiet k-prose">{t.controllerAbout}</p>
      <Read of={read}>
        {who =>
          open ? (
            <Form who={who} close={() => setOpen(false)} />
          ) : (
            <dl className={css['facts']}>
              {fields.map(field => (
                <div key={field} style={{ display: 'contents' }}>
                  <dt>{t.fields[field]}</dt>
                  <dd>{who[field]}</dd>
                </div>
              ))}
            </dl>
          )
        }
      </Read>
    </Spine>
  )
}
