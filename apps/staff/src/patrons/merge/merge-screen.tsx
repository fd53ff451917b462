import { readAccount } from '@kaft/contract/finance'
import { duplicates, type Mergeable, mergePatrons } from '@kaft/contract/merges'
import { findPatrons, type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Radio } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useGo, usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { findingText } from '../../base/problem-text.ts'
import { ProblemError } from '../../base/problem.ts'
import { Failed, Read } from '../../base/states.tsx'
import { TableBox } from '../../base/table-box.tsx'
import { offerUnmerge } from './offer-unmerge.ts'
import { patronTexts } from '../texts/index.ts'
import { mergePath, partOf, parts, proposed, type Words } from './merge.model.ts'
import { mergeTexts } from './texts.ts'

const useWords = (): Words => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  return {
    day: f.dayYear,
    gender: gender => t.genders[gender],
    language: language => t.languages[language],
    channel: channel => t.channels[channel],
  }
}

/** One part of both records. What differs is chosen; what is the same, or empty on one side, chooses itself. */
const Row = ({
  part,
  pair,
  taken,
  take,
}: {
  part: Mergeable
  pair: { kept: Patron; other: Patron }
  taken: boolean
  take: (on: boolean) => void
}): ReactNode => {
  const t = useTexts(mergeTexts)
  const words = useWords()
  const [left, right] = [partOf(pair.kept, part, words), partOf(pair.other, part, words)]
  const differs = left !== right && left !== null && right !== null
  const fills = left === null && right !== null
  const cell = (value: string | null, on: boolean, choose: () => void): ReactNode =>
    differs ? (
      <Radio
        name={`merge-${part}`}
        checked={on}
        onChange={choose}
        label={value}
        aria-label={t.take(`${t.fields[part]} ${value ?? ''}`)}
      />
    ) : (
      <span className={on ? 'k-strong' : 'k-quiet'}>{value ?? t.empty}</span>
    )
  return (
    <tr>
      <th scope="row">{t.fields[part]}</th>
      <td>{cell(left, differs ? !taken : !fills, () => take(false))}</td>
      <td>{cell(right, differs ? taken : fills, () => take(true))}</td>
    </tr>
  )
}

const Privacy = ({ kept, other }: { kept: Patron; other: Patron }): ReactNode => {
  const t = useTexts(mergeTexts)
  const p = useTexts(patronTexts)
  const word = (on: boolean): 'true' | 'false' => (on ? 'true' : 'false')
  const rows = [
    { name: t.history, words: p.keep, left: kept.keep_history, right: other.keep_history },
    { name: t.news, words: p.reg.news, left: kept.news, right: other.news },
  ]
  return rows.map(({ name, words, left, right }) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>
        {words[word(left)]} {left && !right && <span className="k-quiet">· {t.stricter}</span>}
      </td>
      <td>
        {words[word(right)]} {right && !left && <span className="k-quiet">· {t.stricter}</span>}
      </td>
    </tr>
  ))
}

/** What speaks against it, and the way past what is only odd. */
const Against = ({ error }: { error: Error }): ReactNode => {
  const lang = useLanguage()
  const findings = error instanceof ProblemError ? (error.problem.findings ?? []) : []
  if (findings.length === 0) return <Failed error={error} />
  return findings.map(finding => (
    <StateWord key={finding.code} state={finding.weight === 'stop' ? 'stop' : 'ask'}>
      {findingText(finding, lang)}
    </StateWord>
  ))
}

const useMerge = (kept: Patron, other: Patron) => {
  const t = useTexts(mergeTexts)
  const go = useGo()
  const client = useQueryClient()
  const merge = useDo(mergePatrons, [duplicates, findPatrons, readPatronHead, readAccount])
  const { error } = merge
  const findings = error instanceof ProblemError ? (error.problem.findings ?? []) : []
  const asks = findings.length > 0 && findings.every(one => one.weight === 'ask' && one.may_accept === true)
  const run = (take: readonly Mergeable[]): void => {
    const accept = asks ? findings.map(one => one.code) : []
    const { patron_id } = kept
    const body = { command_id: newCommandId(), other_id: other.patron_id, take: [...take], accept }
    merge.mutate(
      { params: { patron_id }, body },
      {
        onSuccess: after => {
          client.setQueryData([readPatron.id, { params: { patron_id } }], after)
          void client.invalidateQueries({ queryKey: [readPatron.id] })
          tellPatronChanged(patron_id)
          offerUnmerge(after, t.done(`${other.given_name} ${other.family_name}`))
          go(paths.patron(patron_id, 'gegevens'))
        },
      },
    )
  }
  return { run, asks, busy: merge.isPending, error }
}

const Compare = ({ kept, other }: { kept: Patron; other: Patron }): ReactNode => {
  const t = useTexts(mergeTexts)
  const f = useFormats()
  const go = useGo()
  const [take, setTake] = useState<readonly Mergeable[]>(proposed(kept, other))
  const merge = useMerge(kept, other)
  const nameOf = (p: Patron): string => `${p.given_name} ${p.family_name}`
  return (
    <Spine panel className="k-stack">
      <TableBox label={t.title}>
        <thead>
          <tr>
            <th scope="col">{t.field}</th>
            <th scope="col">
              {t.kept}: {nameOf(kept)}
            </th>
            <th scope="col">
              {t.gone}: {nameOf(other)}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(part => (
            <Row
              key={part}
              part={part}
              pair={{ kept, other }}
              taken={take.includes(part)}
              take={on => setTake(on ? [...take, part] : take.filter(one => one !== part))}
            />
          ))}
          <Privacy kept={kept} other={other} />
        </tbody>
      </TableBox>
      <p>{t.moves(other.loans, other.holds, f.money(other.balance_cents))}</p>
      <p className="k-quiet">{t.days}</p>
      {merge.error !== null && <Against error={merge.error} />}
      <div className="k-line k-line-between">
        <Button onClick={() => go(mergePath(other.patron_id, kept.patron_id))}>{t.swap}</Button>
        <Button variant="filled" loading={merge.busy} onClick={() => merge.run(take)}>
          {merge.asks ? t.anyway : t.do}
        </Button>
      </div>
    </Spine>
  )
}

const Pair = ({ kept_id, other_id }: { kept_id: string; other_id: string }): ReactNode => {
  const t = useTexts(mergeTexts)
  const kept = useRead(readPatron, { params: { patron_id: kept_id } })
  const other = useRead(readPatron, { params: { patron_id: other_id } })
  return (
    <Page title={t.title}>
      <Read of={kept}>
        {left => <Read of={other}>{right => <Compare kept={left} other={right} />}</Read>}
      </Read>
    </Page>
  )
}

/** Two records side by side: the left one stays, and of each datum one is chosen. */
export const Screen = (): ReactNode => {
  const [kept_id, other_id] = [usePart('patron_id'), usePart('other_id')]
  return <Pair key={`${kept_id} ${other_id}`} kept_id={kept_id} other_id={other_id} />
}
