import { placeHold } from '@kaft/contract/holds'
import {
  type DeclineReason,
  decidePurchase,
  declineReasons,
  type PurchaseSuggestion,
  withdrawPurchase,
} from '@kaft/contract/purchases'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Below, Row } from '../base/rows.tsx'
import { useAllowed } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { offerWayBack } from '../base/undo.ts'
import { Askers, AskersButton } from './askers.tsx'
import { refreshed } from './proposing.ts'
import {
  type Act,
  actsOf,
  type Decided,
  keys,
  lastStep,
  leadsTo,
  looks,
  mayReserve,
  nameOf,
  needsWords,
} from './purchase.model.ts'
import css from './acquisitions.module.css'
import { purchaseTexts } from './texts.ts'

interface Why {
  readonly reason: DeclineReason | null
  readonly says: string | null
}
const none: Why = { reason: null, says: null }

/** Does an act; the way back puts the suggestion where it stood, with the reason that it had. */
const useActing = (row: PurchaseSuggestion) => {
  const decide = useDo(decidePurchase, refreshed)
  const withdraw = useDo(withdrawPurchase, refreshed)
  const params = { suggestion_id: row.suggestion_id }
  const step = (version: number, to: Decided, why: Why) => ({
    params,
    body: { command_id: newCommandId(), version, to, ...why },
  })
  const turn = (version: number, what: 'all' | 'back') => ({
    params,
    body: { command_id: newCommandId(), version, what, copies: null, remark: null },
  })
  const name = nameOf(row)
  const told = (act: Act, version: number): void => {
    const t = textsNow(purchaseTexts)
    offerWayBack(t.moved(t.did[leadsTo(act, row.state)], name), refreshed, async () => {
      if (act === 'withdraw') await call(withdrawPurchase, turn(version, 'back'))
      else if (row.state === 'withdrawn') await call(withdrawPurchase, turn(version, 'all'))
      else
        await call(decidePurchase, step(version, row.state, { reason: row.declined_because, says: row.says }))
      return t.moved(t.did[row.state], name)
    })
  }
  const run = (act: Act, why: Why = none): void => {
    const onSuccess = ({ version }: { version: number }): void => told(act, version)
    const to = leadsTo(act, row.state)
    if (act === 'withdraw' || act === 'restore' || to === 'withdrawn')
      withdraw.mutate(turn(row.version, act === 'restore' ? 'back' : 'all'), { onSuccess })
    else decide.mutate(step(row.version, to, why), { onSuccess })
  }
  return { run, pending: decide.isPending || withdraw.isPending, error: decide.error ?? withdraw.error }
}

/** Why not: a reason from the list, and words of one's own. */
const Decline = ({ send, cancel }: { send: (why: Why) => void; cancel: () => void }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const first = useFocusOnOpen<HTMLSelectElement>()
  const [reason, setReason] = useState<DeclineReason>('not_our_collection')
  const [says, setSays] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!needsWords(reason, says)) send({ reason, says: says.trim() || null })
  }
  return (
    <Below>
      <form className={css['fields']} onSubmit={submit} noValidate>
        <NativeSelect
          ref={first}
          label={t.reason}
          value={reason}
          data={declineReasons.map(value => ({ value, label: t.reasons[value] }))}
          onChange={event => setReason(event.currentTarget.value as DeclineReason)}
          // Enter would open the list; the arrows choose in it, and Enter sends, as in every other field.
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
        />
        <TextInput
          label={t.says}
          value={says}
          maxLength={500}
          autoComplete="off"
          error={tried && needsWords(reason, says) ? t.saysNeeded : undefined}
          onChange={event => setSays(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled">
          {t.acts.decline}
        </Button>
        <Button onClick={cancel}>{t.cancel}</Button>
      </form>
    </Below>
  )
}

const What = ({ row }: { row: PurchaseSuggestion }): ReactNode => {
  const name = (
    <span className="k-strong" {...inLanguage(row.language)}>
      {nameOf(row)}
    </span>
  )
  return (
    <span>
      {row.title_id === null ? name : <To to={paths.title(row.title_id)}>{name}</To>}
      {row.author !== null && <span className="k-quiet"> · {row.author}</span>}
      {row.isbn !== null && row.title !== null && <span className="k-quiet"> · {row.isbn}</span>}
      {row.remark !== null && (
        <>
          <br />
          <span className="k-quiet">{row.remark}</span>
        </>
      )}
    </span>
  )
}

/** How many, how often it was asked, who waits and what there is, and why. */
const HowMany = ({ row }: { row: PurchaseSuggestion }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const parts = [
    t.copies(row.copies),
    ...(row.asked > 1 ? [t.asked(row.asked)] : []),
    ...(row.waiting > 0 ? [t.waiting(row.waiting)] : []),
    ...(row.title_id !== null ? [t.items(row.items)] : []),
  ]
  return (
    <span>
      {parts.join(' · ')}
      <br />
      <span className="k-quiet">{t.because[row.because]}</span>
    </span>
  )
}

const Whence = ({ row }: { row: PurchaseSuggestion }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const f = useFormats()
  const last = lastStep(row)
  const why = [row.declined_because !== null ? t.reasons[row.declined_because] : null, row.says]
  return (
    <span>
      {row.branch}{' '}
      <span className="k-quiet">· {t.by(row.proposed_by, f.dayShort(dayOf(row.proposed_at)))}</span>
      {last !== null && (
        <>
          <br />
          <StateWord state={looks[last.state]} size={16}>
            {[t.decided(t.did[last.state], last.by, f.dayShort(dayOf(last.at))), ...why]
              .filter(Boolean)
              .join(' · ')}
          </StateWord>
        </>
      )}
    </span>
  )
}

const ActButton = ({
  act,
  name,
  pending,
  run,
}: {
  act: Act
  name: string
  pending: boolean
  run: () => void
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  const key = keys[act]?.toUpperCase()
  return (
    <Button
      size="compact-sm"
      data-act={act}
      aria-label={t.actOf([t.acts[act], key].filter(Boolean).join(' '), name)}
      loading={pending}
      onClick={run}
    >
      {t.acts[act]} {key !== undefined && <kbd>{key}</kbd>}
    </Button>
  )
}

/** One suggestion, with what the one who looks may do with it. */
export const PurchaseRow = ({ row }: { row: PurchaseSuggestion }): ReactNode => {
  const mayDecide = useAllowed(decidePurchase)
  const mayHold = useAllowed(placeHold)
  const [declining, setDeclining] = useState(false)
  const [askers, setAskers] = useState<'shut' | 'open' | 'before'>('shut')
  const { run, pending, error } = useActing(row)
  // Who asked comes first: once it is received the row is gone from this list.
  const asksFirst = row.askers > 0 && mayHold && mayReserve(row) && askers === 'shut'
  const act = (what: Act): void => {
    if (what === 'decline') setDeclining(true)
    else if (what === 'receive' && asksFirst) setAskers('before')
    else run(what)
  }
  return (
    <Row state={looks[row.state]}>
      <What row={row} />
      <HowMany row={row} />
      <Whence row={row} />
      <span className="k-line">
        {actsOf(row.state, mayDecide).map(one => (
          <ActButton key={one} act={one} name={nameOf(row)} pending={pending} run={() => act(one)} />
        ))}
        <AskersButton
          row={row}
          open={askers !== 'shut'}
          toggle={() => setAskers(askers === 'shut' ? 'open' : 'shut')}
        />
      </span>
      {declining && (
        <Decline
          send={why => {
            setDeclining(false)
            run('decline', why)
          }}
          cancel={() => setDeclining(false)}
        />
      )}
      {askers !== 'shut' && (
        <Below>
          <Askers row={row} before={askers === 'before'} />
        </Below>
      )}
      {error !== null && (
        <Below>
          <Failed error={error} />
        </Below>
      )}
    </Row>
  )
}
