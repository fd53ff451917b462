import { authorityDoubles, keepAuthoritiesApart, mergeAuthorities } from '@kaft/contract/authorities'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import recordCss from '../record/record.module.css'
import { authorityTexts } from './texts.ts'

type Double = OkOf<typeof authorityDoubles>['rows'][number]

/** Records that share a name: one is kept and the others go up in it, or they are two. */
const One = ({ double }: { double: Double }): ReactNode => {
  const { doubles: t, kinds } = useTexts(authorityTexts)
  const f = useFormats()
  const go = useGo()
  const most = double.records.toSorted((a, b) => b.titles - a.titles)[0]
  const [kept, setKept] = useState(most?.authority_id ?? '')
  const [apart, setApart] = useState(false)
  const merge = useDo(mergeAuthorities, [authorityDoubles])
  const say = useDo(keepAuthoritiesApart)
  const into = double.records.find(r => r.authority_id === kept)
  const others = double.records.filter(r => r.authority_id !== kept)
  const error = merge.error ?? say.error
  const keepApart = (is: boolean): void => {
    for (const other of others)
      say.mutate(
        {
          params: { authority_id: kept },
          body: { command_id: newCommandId(), other_authority_id: other.authority_id, apart: is },
        },
        { onSuccess: () => setApart(is) },
      )
  }
  return (
    <li>
      <Spine panel className="k-stack">
        <Radio.Group value={kept} onChange={setKept} label={`${double.name} (${kinds[double.kind]})`}>
          <div className="k-stack">
            {double.records.map(r => (
              <div className="k-line" key={r.authority_id}>
                <Radio value={r.authority_id} label={t.keep(r.heading)} disabled={apart} />
                <span className="k-quiet">
                  {t.titles(f.count(r.titles))} · {r.source} · {r.authority_id}
                </span>
                <To to={paths.authority(r.authority_id)}>{r.heading}</To>
              </div>
            ))}
          </div>
        </Radio.Group>
        {error !== null && <Failed error={error} />}
        <Allowed op={mergeAuthorities}>
          <div className="k-line k-line-end">
            {apart ? (
              <>
                <span role="status">{t.saidApart}</span>
                <Button onClick={() => keepApart(false)}>{t.undo}</Button>
              </>
            ) : (
              <>
                <Button onClick={() => keepApart(true)}>{t.apart}</Button>
                {others.map(from => (
                  <Button
                    key={from.authority_id}
                    variant="filled"
                    loading={merge.isPending}
                    onClick={() =>
                      merge.mutate(
                        {
                          params: { authority_id: kept },
                          body: { command_id: newCommandId(), from_authority_id: from.authority_id },
                        },
                        { onSuccess: run => go(paths.authorityRun(run.run_id)) },
                      )
                    }
                  >
                    {t.merge(from.heading, into?.heading ?? '')}
                  </Button>
                ))}
              </>
            )}
          </div>
        </Allowed>
      </Spine>
    </li>
  )
}

/** Records that share a name and may be the same. */
export const DoublesTab = (): ReactNode => {
  const { doubles: t } = useTexts(authorityTexts)
  const read = useReadPages(authorityDoubles, {})
  return (
    <>
      <p className="k-quiet">{t.about}</p>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          return (
            <>
              {rows.length === 0 && <Empty>{read.hasNextPage ? t.noneHere : t.none}</Empty>}
              <ul className={recordCss['plain']}>
                {rows.map(double => (
                  <One key={double.records.map(r => r.authority_id).join(' ')} double={double} />
                ))}
              </ul>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </>
  )
}
