import { type CopyTarget, listTargets, saveTarget } from '@kaft/contract/copy-cataloguing'
import type { MarcRecord } from '@kaft/marc'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../../base/allowed.tsx'
import { useFocusOnOpen } from '../../../base/form.tsx'
import { useRead } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { paths } from '../../../base/paths.ts'
import { Empty, Read } from '../../../base/states.tsx'
import { To } from '../../../base/to.tsx'
import { recordOf } from '../line.model.ts'
import { TargetAnswer } from './answer.tsx'
import { Compare, type Picked } from './compare.tsx'
import { brought, type Sought, takenOver } from './compare.model.ts'
import css from './copying.module.css'
import { copyTexts } from './texts.ts'

/** So many stand beside each other and can still be read. */
const MOST_BESIDE = 3

interface Of {
  /** The record that is being described; null where there is none yet. */
  readonly now: MarcRecord | null
  readonly sought: Sought
  /** A record that was taken over, and from where. */
  readonly onTake: (record: MarcRecord, from: string) => void
  readonly onClose: () => void
}

const Targets = ({
  targets,
  chosen,
  onChange,
}: {
  targets: readonly CopyTarget[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}): ReactNode => (
  <div className="k-line">
    {targets.map(({ target_id, name }) => (
      <Checkbox
        key={target_id}
        label={name}
        checked={chosen.includes(target_id)}
        onChange={event =>
          onChange(
            event.currentTarget.checked ? [...chosen, target_id] : chosen.filter(one => one !== target_id),
          )
        }
      />
    ))}
  </div>
)

const Search = ({ now, sought, onTake, targets }: Of & { targets: readonly CopyTarget[] }): ReactNode => {
  const t = useTexts(copyTexts)
  const first = useFocusOnOpen<HTMLInputElement>()
  const [form, setForm] = useState(sought)
  const full = (s: Sought): boolean => [s.isbn, s.title, s.author].some(text => text.trim() !== '')
  // Who opens this with a number at hand wants it searched, not typed again.
  const [asked, setAsked] = useState<Sought | null>(full(sought) ? sought : null)
  const [tried, setTried] = useState(false)
  const [chosen, setChosen] = useState(targets.map(one => one.target_id))
  const [picked, setPicked] = useState<readonly Picked[]>([])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!full(form)) return
    setPicked([])
    setAsked(form)
  }
  const pick = (one: Picked): void =>
    setPicked(had =>
      had.some(p => p.key === one.key)
        ? had.filter(p => p.key !== one.key)
        : [...had, one].slice(-MOST_BESIDE),
    )
  const take = ({ hit, from }: Picked): void => {
    const other = recordOf(hit.record)
    onTake(now === null ? other : takenOver(now, other, new Set(brought(now, other))), from)
  }
  const field = (name: keyof Sought, label: string): ReactNode => (
    <TextInput
      ref={name === 'isbn' ? first : undefined}
      label={label}
      value={form[name]}
      maxLength={200}
      autoComplete="off"
      error={tried && name === 'isbn' && !full(form) ? t.searchNeeded : undefined}
      onChange={event => setForm({ ...form, [name]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <form onSubmit={submit} noValidate className="k-stack">
        <div className={css['form']}>
          {field('isbn', t.isbn)}
          {field('title', t.titleWords)}
          {field('author', t.author)}
          <Button type="submit" variant="filled">
            {t.search}
          </Button>
        </div>
        <Targets targets={targets} chosen={chosen} onChange={setChosen} />
      </form>
      {asked !== null &&
        targets
          .filter(target => chosen.includes(target.target_id))
          .map(target => (
            <TargetAnswer
              key={`${target.target_id} ${JSON.stringify(asked)}`}
              target={target}
              sought={asked}
              picked={picked}
              pick={pick}
              take={take}
            />
          ))}
      {picked.length > 0 && (
        <Compare key={picked.map(p => p.key).join()} now={now} picked={picked} take={onTake} />
      )}
    </>
  )
}

/** Looks for a description in other catalogues, lays it beside what is here, and takes it over whole or by field. */
export const CopyPanel = (of: Of): ReactNode => {
  const t = useTexts(copyTexts)
  const read = useRead(listTargets, {}, { fresh_ms: 60_000 })
  return (
    <Spine panel className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-lg k-strong">{t.title}</h2>
        <Button onClick={of.onClose}>{t.close}</Button>
      </div>
      <p className="k-quiet">{t.about}</p>
      <Read of={read}>
        {({ rows }) => {
          const targets = rows.filter(one => one.active)
          return targets.length === 0 ? (
            <Empty
              action={
                <Allowed op={saveTarget}>
                  <To to={paths.copyTargets}>{t.settings}</To>
                </Allowed>
              }
            >
              {t.noTargets}
            </Empty>
          ) : (
            <Search {...of} targets={targets} />
          )
        }}
      </Read>
    </Spine>
  )
}
