import {
  changeFusionMap,
  type Fusion,
  type FusionReport,
  listFusions,
  readFusion,
  steerFusion,
} from '@kaft/contract/fusions'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { kindCodes, kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { type Choice, choicesOf, mapOf } from './fusion.model.ts'
import { fusionTexts } from './texts.ts'

type Named = Required<FusionReport['membership_types'][number]>
type Typed = Readonly<Record<string, string>>

const Words = ({
  label,
  rows,
  choices,
  typed,
  type,
  needed,
}: {
  label: string
  rows: readonly Named[]
  /** What each can become: words of the library that stays, by name. */
  choices: readonly Choice[]
  typed: Typed
  type: (word: string, becomes: string) => void
  /** Without a word that is known here it cannot begin. */
  needed: boolean
}): ReactNode => {
  const t = useTexts(fusionTexts)
  const f = useFormats()
  if (rows.length === 0) return null
  return (
    <section className="k-stack">
      <h3 className="k-strong">{label}</h3>
      <TableBox label={label}>
        <Heads names={t.typeHeads} />
        <tbody>
          {rows.map(({ word, name, count, becomes, known }) => {
            const chosen = typed[word] ?? becomes
            return (
              <tr key={word}>
                <th scope="row">{name}</th>
                <td className="k-number">{f.count(count)}</td>
                <td>
                  <NativeSelect
                    aria-label={`${label}: ${name}`}
                    miw="10rem"
                    value={chosen}
                    data={choicesOf(choices, { word: chosen, name: chosen === word ? name : chosen })}
                    onChange={event => type(word, event.currentTarget.value)}
                  />
                </td>
                <td>
                  <StateWord state={known ? 'ok' : needed ? 'stop' : 'ask'} size={16}>
                    {known ? t.known : needed ? t.unknown : t.newType}
                  </StateWord>
                </td>
              </tr>
            )
          })}
        </tbody>
      </TableBox>
    </section>
  )
}

/** Which words are which; saving them asks for another dry run, which begins at once. */
const Maps = ({ fusion, report }: { fusion: Fusion; report: FusionReport }): ReactNode => {
  const t = useTexts(fusionTexts)
  const lang = useLanguage()
  const [types, setTypes] = useState<Typed>(fusion.map.membership_types)
  const [things, setThings] = useState<Typed>(fusion.map.item_types)
  const change = useDo(changeFusionMap, [readFusion, listFusions])
  const check = useDo(steerFusion, [readFusion, listFusions])
  const params = { fusion_id: fusion.fusion_id }
  const save = (): void =>
    change.mutate(
      {
        params,
        body: {
          command_id: newCommandId(),
          map: { membership_types: mapOf(types), item_types: mapOf(things) },
        },
      },
      { onSuccess: () => check.mutate({ params, body: { command_id: newCommandId(), act: 'check' } }) },
    )
  return (
    <>
      {change.error !== null && <Failed error={change.error} />}
      <Words
        label={t.types}
        rows={report.membership_types.map(row => ({ ...row, name: row.name ?? row.word }))}
        choices={report.membership_choices ?? []}
        typed={types}
        type={(word, becomes) => setTypes({ ...types, [word]: becomes })}
        needed
      />
      <Words
        label={t.itemTypes}
        rows={report.item_types.map(row => ({ ...row, name: kindName(row.word, lang) }))}
        choices={kindCodes.map(word => ({ word, name: kindName(word, lang) }))}
        typed={things}
        type={(word, becomes) => setThings({ ...things, [word]: becomes })}
        needed={false}
      />
      <div className="k-line k-line-end">
        <Button loading={change.isPending || check.isPending} onClick={save}>
          {t.saveMap}
        </Button>
      </div>
    </>
  )
}

/** What the dry run met: what comes, what becomes one, what clashes, in words and counts. */
export const Report = ({ fusion, report }: { fusion: Fusion; report: FusionReport }): ReactNode => {
  const t = useTexts(fusionTexts)
  const f = useFormats()
  const n = f.count
  const lines: readonly (string | false)[] = [
    t.comesWords({
      records: n(report.records),
      items: n(report.items),
      loans: n(report.loans),
      holds: n(report.holds),
      money: f.money(report.balance_cents),
    }),
    t.houseWords(n(report.branches), n(report.staff), n(report.workstations)),
    report.same_persons > 0 && t.same(n(report.same_persons)),
    report.taken_cards > 0 && t.takenCards(n(report.taken_cards)),
    report.taken_barcodes > 0 && t.takenBarcodes(n(report.taken_barcodes)),
    report.agreements.length > 0 && t.agreements(report.agreements.join(', ')),
    ...t.fixed,
  ]
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.comes}</h2>
      <ul>
        {lines
          .filter(line => line !== false)
          .map(line => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      {fusion.state === 'checked' && <Maps key={JSON.stringify(report)} fusion={fusion} report={report} />}
    </Spine>
  )
}
