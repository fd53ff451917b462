import type { OkOf } from '@kaft/contract/operation'
import {
  announceStatement,
  compareStatements,
  draftStatement,
  statements,
  uninformedPatrons,
} from '@kaft/contract/statements'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { More } from '../base/rows.tsx'
import { Empty, Failed, Loading, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import css from './privacy.module.css'
import { StatementForm } from './statement-form.tsx'
import { readStatementHere } from './statement-text.tsx'
import { statementTexts } from './texts/statements.ts'

type Head = OkOf<typeof statements>['rows'][number]
const looks = { draft: 'hold', current: 'ok', former: undefined } as const

const Compared = ({ head, before }: { head: Head; before: Head }): ReactNode => {
  const t = useTexts(statementTexts)
  const f = useFormats()
  const { version } = head
  const read = useRead(compareStatements, { params: { version }, query: { with: before.version } })
  return (
    <Read of={read}>
      {({ lines }) => (
        <div className="k-stack">
          <h3 className="k-text-md k-strong">
            {t.compared(f.dayYear(before.from_on), f.dayYear(head.from_on))}
          </h3>
          <ul className={css['diff']} lang="nl">
            {lines.map((line, no) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <li key={no} data-kind={line.kind}>
                {line.kind !== 'same' && <span className="k-sr-only">{t.kinds[line.kind]}: </span>}
                {line.text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Read>
  )
}

const Announce = ({ version }: { version: string }): ReactNode => {
  const t = useTexts(statementTexts)
  const go = useDo(announceStatement, [uninformedPatrons])
  const [letters, setLetters] = useState(false)
  return (
    <Spine state="ask" soft panel className="k-stack">
      <Checkbox
        label={t.announceLetters}
        checked={letters}
        onChange={event => setLetters(event.currentTarget.checked)}
      />
      {go.error !== null && <Failed error={go.error} />}
      <div className="k-line">
        <Button
          variant="filled"
          loading={go.isPending}
          onClick={() =>
            go.mutate(
              { params: { version }, body: { command_id: newCommandId(), letters } },
              {
                onSuccess: said =>
                  tell(said.libraries === 0 ? t.announcedAlready : t.announced(said.libraries)),
              },
            )
          }
        >
          {t.announceGo}
        </Button>
      </div>
    </Spine>
  )
}

const Version = ({ head, before }: { head: Head; before: Head | undefined }): ReactNode => {
  const t = useTexts(statementTexts)
  const f = useFormats()
  const [open, setOpen] = useState<'compare' | 'change' | 'announce' | null>(null)
  const toggle = (what: typeof open): void => setOpen(open === what ? null : what)
  const state = looks[head.state]
  return (
    <Spine state={state} panel className="k-stack">
      <div className="k-line k-line-between">
        <div>
          <p className="k-strong">{t.versionOf(f.dayYear(head.from_on))}</p>
          <p className="k-quiet">
            {t.states[head.state]} · {t.from(f.dayYear(head.from_on))}
          </p>
        </div>
        <div className="k-line">
          <Button size="compact-sm" onClick={() => readStatementHere(head.version)}>
            {t.read}
          </Button>
          {before !== undefined && (
            <Button size="compact-sm" aria-expanded={open === 'compare'} onClick={() => toggle('compare')}>
              {t.compare}
            </Button>
          )}
          {head.state === 'draft' && (
            <Allowed op={draftStatement}>
              <Button size="compact-sm" aria-expanded={open === 'change'} onClick={() => toggle('change')}>
                {t.change}
              </Button>
            </Allowed>
          )}
          {head.state !== 'former' && (
            <Allowed op={announceStatement}>
              <Button
                size="compact-sm"
                aria-expanded={open === 'announce'}
                onClick={() => toggle('announce')}
              >
                {t.announce}
              </Button>
            </Allowed>
          )}
        </div>
      </div>
      <p className="k-prose" lang="nl">
        {head.changes}
      </p>
      {open === 'compare' && before !== undefined && <Compared head={head} before={before} />}
      {open === 'change' && <StatementForm of={head.version} close={() => setOpen(null)} />}
      {open === 'announce' && <Announce version={head.version} />}
    </Spine>
  )
}

const Uninformed = (): ReactNode => {
  const t = useTexts(statementTexts)
  const f = useFormats()
  const read = useReadPages(uninformedPatrons, { query: {} })
  const pages = read.data?.pages
  const rows = pages?.flatMap(page => page.rows)
  return (
    <section className="k-stack" aria-labelledby="uninformed">
      <h2 id="uninformed" className="k-text-md k-strong">
        {t.uninformed(f.count(pages?.[0]?.count ?? 0))}
      </h2>
      <p className="k-quiet k-prose">{t.uninformedAbout}</p>
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{t.everybody}</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <TableBox label={t.uninformedAbout}>
          <Heads names={t.heads} />
          <tbody>
            {rows.map(row => (
              <tr key={row.patron_id}>
                <th scope="row">{row.name}</th>
                <td>{row.shown ?? t.never}</td>
                <td>{row.member_until === null ? t.noEnd : f.dayYear(row.member_until)}</td>
                <td>
                  <To to={paths.patron(row.patron_id, 'privacy')} aria-label={`${t.toPatron}: ${row.name}`}>
                    {t.toPatron}
                  </To>
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      <More of={read} />
    </section>
  )
}

/** The statement in versions, what changed between them, and who still has to be told. */
export const Screen = (): ReactNode => {
  const t = useTexts(statementTexts)
  const [writing, write] = useState(false)
  const read = useRead(statements, { query: {} })
  return (
    <PrivacyPage
      room="statements"
      actions={
        <Allowed op={draftStatement}>
          <Button onClick={() => write(true)}>{t.write}</Button>
        </Allowed>
      }
    >
      {writing && <StatementForm of={null} close={() => write(false)} />}
      <Read of={read}>
        {({ rows }) => (
          <>
            {rows.map((head, no) => (
              <Version key={head.version} head={head} before={rows[no + 1]} />
            ))}
          </>
        )}
      </Read>
      <Allowed op={uninformedPatrons}>
        <Uninformed />
      </Allowed>
    </PrivacyPage>
  )
}
