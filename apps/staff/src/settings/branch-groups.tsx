import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import { type BranchGroup, codeFor, placed } from './branch-groups.model.ts'
import { useOwnBranches } from './own-branches.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'

const Names = ({
  typed,
  setTyped,
  tried,
}: {
  typed: readonly BranchGroup[]
  setTyped: (groups: readonly BranchGroup[]) => void
  tried: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts).library.groups
  const b = useTexts(baseTexts)
  const rename = (group: string, name: string): void =>
    setTyped(typed.map(one => (one.group === group ? { ...one, name } : one)))
  return typed.map(one => (
    <div key={one.group} className="k-line">
      <TextInput
        aria-label={t.name}
        value={one.name}
        maxLength={60}
        autoComplete="off"
        error={tried && one.name.trim() === '' ? b.needed : undefined}
        onChange={event => rename(one.group, event.currentTarget.value)}
      />
      <span className="k-quiet">{t.count(one.branch_ids.length)}</span>
      <button
        type="button"
        className="k-cross"
        aria-label={t.drop(one.name)}
        onClick={() => setTyped(typed.filter(other => other.group !== one.group))}
      >
        ×
      </button>
    </div>
  ))
}

/**
 * Groups of branches for the regulation: their names above, and under them each branch with the group that it lies in. So a branch
 * can never be in two.
 */
export const BranchGroups = ({
  groups,
  save,
  busy,
}: {
  groups: readonly BranchGroup[]
  save: (groups: readonly BranchGroup[]) => void
  busy: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts).library.groups
  const b = useTexts(baseTexts)
  const [typed, setTyped] = useState(groups)
  const [tried, setTried] = useState(false)
  const branches = useOwnBranches().data ?? []
  const add = (): void =>
    setTyped([...typed, { group: `new ${typed.length} ${Date.now()}`, name: '', branch_ids: [] }])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (typed.some(one => one.name.trim() === '')) return
    const kept = new Set(groups.map(one => one.group))
    const taken: string[] = [...kept]
    save(
      typed.map(one => {
        const name = one.name.trim()
        if (kept.has(one.group)) return { ...one, name }
        const group = codeFor(name, taken)
        taken.push(group)
        return { ...one, group, name }
      }),
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {typed.length === 0 && <p className="k-quiet">{t.empty}</p>}
      <Names typed={typed} setTyped={setTyped} tried={tried} />
      {typed.length > 0 && (
        <div className={css['form']}>
          {branches.map(({ branch_id, name }) => (
            <NativeSelect
              key={branch_id}
              label={name}
              value={typed.find(one => one.branch_ids.includes(branch_id))?.group ?? ''}
              data={[
                { value: '', label: t.none },
                ...typed.map(one => ({ value: one.group, label: one.name || t.unnamed })),
              ]}
              onChange={event => setTyped(placed(typed, branch_id, event.currentTarget.value || null))}
            />
          ))}
        </div>
      )}
      {groups.some(one => !typed.some(other => other.group === one.group)) && (
        <Spine state="ask" soft>
          <StateWord state="ask">{t.dropped}</StateWord>
        </Spine>
      )}
      <div className="k-line">
        <Button onClick={add}>{t.add}</Button>
        <Button type="submit" loading={busy} disabled={typed === groups}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
