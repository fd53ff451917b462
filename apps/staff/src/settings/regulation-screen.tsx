import { changeRegulation, readRegulation, simulateRegulation } from '@kaft/contract/regulations'
import type { RegulationRow } from '@kaft/contract/regulation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Tabs } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked, usePart } from '../base/address.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { allows, useSession } from '../base/session.ts'
import { Read } from '../base/states.tsx'
import { Activate } from './activate.tsx'
import { CheckView } from './regulation/check-view.tsx'
import { GridView } from './regulation/grid-view.tsx'
import { useOpenRow } from './regulation/open-row.ts'
import { Editor, RowsView, useRows } from './regulation/rows-view.tsx'
import { SimulationView } from './regulation/simulation-view.tsx'
import { versionTexts } from './regulation/texts.ts'
import { type Act, ActButtons, BackForm, type Version, WithdrawForm } from './regulation/version-actions.tsx'
import { WordsView } from './regulation/words-view.tsx'
import { rooms } from './rooms.ts'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

const viewCodes = { grid: 'rooster', rows: 'regels', words: 'woorden', simulation: 'simulatie' } as const
type View = keyof typeof viewCodes
const views = Object.keys(viewCodes) as View[]

const useView = (): [View, (view: View) => void] => {
  const asked = useAsked().get('toon')
  const ask = useAsk()
  const view = views.find(one => viewCodes[one] === asked) ?? 'grid'
  return [view, next => ask({ toon: next === 'grid' ? null : viewCodes[next] })]
}

interface ViewsProps {
  readonly version: Version
  readonly edits: boolean
  /** Which row is open in the form. */
  readonly rowOf: ReturnType<typeof useOpenRow>
}

const Views = ({ version, edits, rowOf }: ViewsProps): ReactNode => {
  const v = useTexts(versionTexts)
  const [view, setView] = useView()
  const { save, rows } = useRows(version)
  const { open, edit, savedBeside } = rowOf
  const { version_id } = version
  const simulates = allows(useSession(), simulateRegulation.leave)
  const gridEdits = edits
    ? {
        rows,
        edit,
        save: (next: readonly RegulationRow[], said: string) => save(next, said, savedBeside),
      }
    : null
  return (
    <>
      {open !== null && <Editor version={version} open={open} />}
      <Tabs value={view} onChange={next => setView(next as View)} keepMounted={false}>
        <Tabs.List aria-label={v.viewsLabel}>
          {views
            .filter(one => one !== 'simulation' || simulates)
            .map(one => (
              <Tabs.Tab key={one} value={one}>
                {v.views[one]}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value="grid" pt="md">
          <GridView version_id={version_id} edits={gridEdits} />
        </Tabs.Panel>
        <Tabs.Panel value="rows" pt="md" className="k-stack">
          <RowsView version={version} edits={edits} edit={edit} dropped={savedBeside} />
        </Tabs.Panel>
        <Tabs.Panel value="words" pt="md" className="k-stack">
          {open !== null && <StateWord state="ask">{v.unsaved}</StateWord>}
          <WordsView version_id={version_id} />
        </Tabs.Panel>
        <Tabs.Panel value="simulation" pt="md" className="k-stack">
          {open !== null && <StateWord state="ask">{v.unsaved}</StateWord>}
          <SimulationView version_id={version_id} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

const Acting = ({ act, version, close }: { act: Act; version: Version; close: () => void }): ReactNode => {
  if (act === 'withdraw') return <WithdrawForm version={version} close={close} />
  if (act === 'back') return <BackForm version={version} close={close} />
  return <Activate version={version} asks={act === 'ask'} close={close} />
}

/** What is going on with the version: fixed, withdrawn, or waiting for a second person. */
const Standing = ({ version }: { version: Version }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const v = useTexts(versionTexts)
  const f = useFormats()
  const { activation, asked_at, asked_by, withdrawn_at, withdrawn_reason } = version
  if (withdrawn_at !== null)
    return (
      <StateWord state="stop">
        {v.withdrawn(f.dayYear(dayOf(withdrawn_at)), withdrawn_reason ?? '')}
      </StateWord>
    )
  if (version.state !== 'draft') return <StateWord state="move">{t.fixed}</StateWord>
  if (asked_at === null || (activation !== 'asked' && activation !== 'approve')) return null
  const [who, day] = [asked_by ?? '–', f.dayYear(dayOf(asked_at))]
  return (
    <StateWord state="ask">{activation === 'asked' ? v.asked(who, day) : v.yourTurn(who, day)}</StateWord>
  )
}

const Body = ({ version }: { version: Version }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const v = useTexts(versionTexts)
  const f = useFormats()
  const session = useSession()
  const [act, setAct] = useState<Act | null>(null)
  const [checks, setChecks] = useState(false)
  const rowOf = useOpenRow()
  const draft = version.state === 'draft'
  const edits = draft && allows(session, changeRegulation.leave)
  const from = draft || version.starts_on === null ? '' : ` · ${t.from(f.dayYear(version.starts_on))}`
  return (
    <SettingsPage
      room="regulations"
      title={`${version.name} · ${t.states[version.state]}${from}`}
      // A version that is activated lies fixed: not while somebody is still typing in one of its rows.
      actions={
        rowOf.open === null && (
          <>
            {edits && <Button onClick={() => setChecks(true)}>{v.check}</Button>}
            <ActButtons version={version} open={setAct} />
          </>
        )
      }
    >
      <p className="k-line k-line-between">
        <span className="k-quiet">{version.reason}</span>
        <Link to={rooms.regulations}>{t.back}</Link>
      </p>
      <Standing version={version} />
      {checks && edits && <CheckView version_id={version.version_id} close={() => setChecks(false)} />}
      {act !== null && rowOf.open === null && (
        <Acting act={act} version={version} close={() => setAct(null)} />
      )}
      <Views version={version} edits={edits} rowOf={rowOf} />
    </SettingsPage>
  )
}

const Found = ({ version_id }: { version_id: string }): ReactNode => {
  const read = useRead(readRegulation, { params: { version_id } })
  return <Read of={read}>{version => <Body version={version} />}</Read>
}

/** One version in plain words, row by row; a draft can be changed and activated. */
export const Screen = (): ReactNode => {
  const version_id = usePart('version_id')
  return <Found key={version_id} version_id={version_id} />
}
