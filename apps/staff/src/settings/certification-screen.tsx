import { certifyRole, readCertification } from '@kaft/contract/accounts'
import { myDay } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import { listStaff, readSession } from '@kaft/contract/organisation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { saveCsv } from '../base/csv.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import { More } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { SettingsPage } from './settings-page.tsx'
import { Undertakings } from './undertakings.tsx'
import { useRoleWords } from './staff-screen.tsx'
import { certificationTexts } from './texts/certification.ts'

type Line = OkOf<typeof readCertification>['rows'][number]
const keyOf = (line: Line): string => `${line.staff_id} ${line.role} ${line.level} ${line.branch_id ?? ''}`

/** A line as five texts: on the screen, on paper and in the file alike. */
const useWords = (): ((line: Line) => readonly [string, string, string, string, string]) => {
  const t = useTexts(certificationTexts)
  const f = useFormats()
  const role = useRoleWords()
  return line => [
    line.name,
    role(line),
    `${f.dayYear(line.starts_on)} – ${line.ends_on === null ? t.noEnd : f.dayYear(line.ends_on)}`,
    t.by(line.granted_by ?? t.unknown, f.dayYear(dayOf(line.granted_at))),
    line.confirmed_at === null
      ? t.never
      : t.by(line.confirmed_by ?? '–', f.dayYear(dayOf(line.confirmed_at))),
  ]
}

const OneLine = ({ line }: { line: Line }): ReactNode => {
  const t = useTexts(certificationTexts)
  const [name, role, ...rest] = useWords()(line)
  const isOwn = useSession().staff_id === line.staff_id
  const look = useDo(certifyRole, [readCertification, listStaff, myDay, readSession])
  const go = (keep: boolean): void => {
    const body = {
      command_id: newCommandId(),
      role: line.role,
      level: line.level,
      branch_id: line.branch_id,
      keep,
    }
    const done = keep ? t.kept(name, role) : t.taken(name, role)
    look.mutate({ params: { staff_id: line.staff_id }, body }, { onSuccess: () => tell(done) })
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{role}</td>
      {rest.map((text, at) => (
        <td key={`${at} ${text}`}>{text}</td>
      ))}
      <td>
        {look.error !== null && <Failed error={look.error} />}
        <span className="k-line">
          <Button
            size="compact-sm"
            variant={line.due ? 'filled' : 'default'}
            loading={look.isPending}
            disabled={isOwn}
            title={isOwn ? t.own : undefined}
            aria-label={t.keepOf(name, role)}
            onClick={() => go(true)}
          >
            {t.keep}
          </Button>
          <Button
            size="compact-sm"
            loading={look.isPending}
            aria-label={t.takeOf(name, role)}
            onClick={() => go(false)}
          >
            {t.take}
          </Button>
          {line.due && (
            <StateWord state="ask" size={16}>
              {t.isDue}
            </StateWord>
          )}
        </span>
      </td>
    </tr>
  )
}

/** The list on paper and as a file, for who keeps it with the measures of the library. */
const Out = ({ lines, whole }: { lines: readonly Line[]; whole: boolean }): ReactNode => {
  const t = useTexts(certificationTexts)
  const f = useFormats()
  const words = useWords()
  const { library_name } = useSession()
  const title = t.title(library_name, f.dayYear(dayOf()))
  const heads = t.heads.slice(0, 5)
  const rows = lines.map(line => ({ key: keyOf(line), texts: words(line) }))
  if (!whole) return <p className="k-quiet">{t.allFirst}</p>
  const print = (): void =>
    printNow({
      paper: 'page',
      title,
      body: (
        <article>
          <h1>{title}</h1>
          <table className="k-table">
            <Heads names={heads} />
            <tbody>
              {rows.map(({ key, texts }) => (
                <tr key={key}>
                  {texts.map((text, no) => (
                    <td key={heads[no]}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </article>
      ),
    })
  return (
    <div className="k-line">
      <Button onClick={print}>{t.print}</Button>
      <Button onClick={() => saveCsv(`${title}.csv`, [heads, ...rows.map(row => row.texts)])}>{t.csv}</Button>
    </div>
  )
}

/** Half-yearly: who has which role, since when, by whom and until when; keep or take away, line by line. */
export const Screen = (): ReactNode => {
  const t = useTexts(certificationTexts)
  const [onlyDue, setOnlyDue] = useState(false)
  const read = useReadPages(readCertification, { query: {} })
  const pages = read.data?.pages
  const lines = pages?.flatMap(page => page.rows)
  const shown = lines?.filter(line => !onlyDue || line.due)
  const due = pages?.at(-1)?.due ?? 0
  return (
    <SettingsPage room="certification">
      <p className="k-prose">{t.intro}</p>
      <Undertakings />
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {lines === undefined && read.error === null && <Loading />}
      {lines !== undefined && (
        <div className="k-line k-line-between">
          <StateWord state={due > 0 ? 'ask' : 'ok'}>{t.due(due)}</StateWord>
          <Checkbox
            label={t.onlyDue}
            checked={onlyDue}
            onChange={event => setOnlyDue(event.currentTarget.checked)}
          />
          <Out lines={lines} whole={!read.hasNextPage} />
        </div>
      )}
      {shown?.length === 0 && <Empty>{onlyDue ? t.noneDue : t.none}</Empty>}
      {shown !== undefined && shown.length > 0 && (
        <TableBox label={t.intro}>
          <Heads names={t.heads} />
          <tbody>
            {shown.map(line => (
              <OneLine key={keyOf(line)} line={line} />
            ))}
          </tbody>
        </TableBox>
      )}
      <More of={read} />
    </SettingsPage>
  )
}
