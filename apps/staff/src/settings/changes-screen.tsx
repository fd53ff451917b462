import { readChanges } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { useChangeWords } from './change-words.ts'
import { differencesOf } from './changes.model.ts'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

type Change = OkOf<typeof readChanges>['rows'][number]

/** Changes of which the subject is a branch. */
const ofBranch: ReadonlySet<string> = new Set(['changeBranch', 'changeCalendar', 'changeCalendars'])

/** What was changed, by its name where the screen knows one. */
const useSubject = (): ((change: Change) => string) => {
  const t = useTexts(settingsTexts)
  const { branches } = useSession()
  return ({ what, subject, after, before }) => {
    if (ofBranch.has(what)) return branches.find(one => one.branch_id === subject)?.name ?? subject
    const settings: Readonly<Record<string, string>> = t.library.keys
    if (what === 'changeSetting') return settings[subject] ?? subject
    const named = [after, before].find(
      (one): one is { name: string } =>
        typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string',
    )
    return named?.name ?? ''
  }
}

const OneChange = ({ change }: { change: Change }): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  const subject = useSubject()(change)
  const differences = differencesOf(change.before, change.after, useChangeWords())
  const title = [t.changes.what[change.what] ?? change.what, subject].filter(Boolean).join(' · ')
  return (
    <Spine panel className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{title}</h2>
        <span className="k-quiet">
          {t.changes.by(change.by, `${f.dayLong(dayOf(change.at))}, ${f.time(change.at)}`)}
        </span>
      </div>
      {differences.length > 0 && (
        <TableBox label={`${title}, ${f.time(change.at)}`}>
          <Heads names={t.changes.heads} />
          <tbody className={css['differences']}>
            {differences.map((one, at) => (
              <tr key={`${at} ${one.at}`}>
                <th scope="row">{one.at}</th>
                <td>{one.before ?? t.changes.nothing}</td>
                <td>{one.after ?? t.changes.nothing}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Spine>
  )
}

/** Every change of the configuration, newest first: who, when, what it was and what it became. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const read = useReadPages(readChanges, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <SettingsPage room="changes">
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{t.changes.none}</Empty>}
      {rows?.map(change => (
        <OneChange key={change.change_id} change={change} />
      ))}
      <More of={read} />
    </SettingsPage>
  )
}
