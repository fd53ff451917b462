import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import {
  forgetHelper,
  helperDevices,
  helperState,
  pairHelper,
  printByHelper,
  printLabel,
} from '../base/helper.ts'
import { devices } from '../base/helper.model.ts'
import { useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import css from './settings.module.css'
import { helperTexts } from './texts/helper.ts'

/** The port at which the helper listens unless it was started with another. */
const PORT = '17345'

const Pairing = (): ReactNode => {
  const t = useTexts(helperTexts)
  const [code, setCode] = useState('')
  const [port, setPort] = useState(PORT)
  const [said, setSaid] = useState<'wrong_code' | 'nobody' | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void pairHelper(Number(port) || 0, code.replace(/\D/g, '')).then(how => {
      if (how === 'paired') tell(t.paired)
      else setSaid(how)
    })
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <p className="k-prose">{t.about}</p>
      <div className={css['form']}>
        <TextInput
          label={t.code}
          description={t.codeHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={code}
          inputMode="numeric"
          autoComplete="off"
          error={said === null ? undefined : t.refused[said]}
          onChange={event => {
            setCode(event.currentTarget.value)
            setSaid(null)
          }}
        />
        <TextInput
          label={t.port}
          description={t.portHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={port}
          inputMode="numeric"
          autoComplete="off"
          onChange={event => setPort(event.currentTarget.value)}
        />
      </div>
      <div className="k-line k-line-end">
        <Button type="submit">{t.pair}</Button>
      </div>
    </form>
  )
}

/** What each device of this workstation is doing, with a test print for the printers. */
const Devices = (): ReactNode => {
  const t = useTexts(helperTexts)
  const states = useStore(helperDevices)
  const tried = (done: Promise<boolean>): void => void done.then(ok => tell(ok ? t.printed : t.notPrinted))
  return (
    <div className="k-stack">
      <dl className="k-prose">
        {devices.map(device => (
          <div key={device} className="k-line k-line-between">
            <dt>{t.devices[device]}</dt>
            <dd>
              {states[device] === undefined ? (
                <span className="k-quiet">{t.absent}</span>
              ) : (
                <StateWord state={states[device] === 'ready' ? 'ok' : 'ask'} size={16}>
                  {t.states[states[device]]}
                </StateWord>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="k-line k-line-end">
        {states.receipt_printer !== undefined && (
          <Button
            size="compact-sm"
            onClick={() => tried(printByHelper([{ text: 'Kaft', style: 'title' }, { text: t.testLine }]))}
          >
            {t.testReceipt}
          </Button>
        )}
        {states.label_printer !== undefined && (
          <Button
            size="compact-sm"
            onClick={() => tried(printLabel({ lines: ['KAFT', t.testLine], barcode: '3000000000000' }))}
          >
            {t.testLabel}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={forgetHelper}>
          {t.forget}
        </Button>
      </div>
    </div>
  )
}

/** The helper of the machine that somebody sits at: pairing, and what its devices do. */
export const HelperPanel = (): ReactNode => {
  const t = useTexts(helperTexts)
  const state = useStore(helperState)
  return (
    <Spine panel state={state === 'here' ? 'ok' : state === 'away' ? 'ask' : undefined} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.title}</h2>
        {state !== 'none' && (
          <StateWord state={state === 'here' ? 'ok' : 'ask'} size={16}>
            {t.helper[state]}
          </StateWord>
        )}
      </div>
      {state === 'here' ? <Devices /> : <Pairing />}
      {state === 'away' && (
        <div className="k-line k-line-end">
          <Button size="compact-sm" variant="subtle" onClick={forgetHelper}>
            {t.forget}
          </Button>
        </div>
      )}
    </Spine>
  )
}
