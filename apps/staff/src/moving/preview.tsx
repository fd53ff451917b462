import { type MoveKind, moveFields } from '@kaft/contract/move-fields'
import {
  type Move,
  type MoveFile,
  type MoveFileMap,
  type MoveMapping,
  previewMove,
} from '@kaft/contract/moving'
import type { OkOf } from '@kaft/contract/operation'
import { NativeSelect } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { useFormats } from '../base/format.ts'
import { kindCodes, kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Empty, Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { setColumn, setWord, tableOf } from './move.model.ts'
import css from './moving.module.css'
import { movingTexts } from './texts/index.ts'

interface Draft {
  readonly map: MoveFileMap
  readonly codes: MoveMapping['codes']
}
interface At {
  readonly move: Move
  readonly file: MoveFile
  readonly draft: Draft
  readonly give: number
  readonly set: (draft: Draft) => void
}
type Told = OkOf<typeof previewMove>

const WAIT_MS = 400
/** The first rows as the draft reads them, asked again when somebody stops changing it. */
const useTold = ({ move, file, draft, give }: At): { told: Told | null; error: unknown } => {
  const [told, setTold] = useState<Told | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { move_id } = move
  const { file_no } = file
  useEffect(() => {
    let open = true
    const timer = setTimeout(() => {
      call(previewMove, {
        params: { move_id, file_no: String(file_no) },
        body: { map: draft.map, codes: draft.codes, give },
      }).then(
        said => {
          if (!open) return
          setTold(said)
          setError(null)
        },
        (thrown: unknown) => open && setError(thrown),
      )
    }, WAIT_MS)
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [move_id, file_no, draft, give])
  return { told, error }
}

/** What a word of the file may mean here. */
const useMeanings = (move: Move, kind: MoveKind): ((field: string) => { value: string; label: string }[]) => {
  const lang = useLanguage()
  return field => {
    const of = moveFields[kind][field]
    if (of?.type === 'branch') return move.branches.map(b => ({ value: b.code, label: b.name }))
    if (of?.type === 'membership_type')
      return move.membership_types.map(m => ({ value: m.type, label: m.name }))
    if (of?.type === 'item_type') return kindCodes.map(code => ({ value: code, label: kindName(code, lang) }))
    return (of?.codes ?? []).map(code => ({ value: code, label: code }))
  }
}

const Words = ({ at, told }: { at: At; told: Told }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const kind = at.draft.map.gives[at.give]?.kind as MoveKind
  const meanings = useMeanings(at.move, kind)
  if (told.unknown.length === 0) return null
  const explain = (field: string, word: string, means: string): void => {
    const table = tableOf(at.draft.map, at.give, field)
    const own = table === moveFields[kind][field]?.type
    const map = own ? at.draft.map : setColumn(at.draft.map, { give: at.give, field }, { codes: table })
    at.set({ map, codes: setWord(at.draft.codes, table, { word, means }) })
  }
  return (
    <TableBox label={t.file.words}>
      <caption className="k-strong">{t.file.words}</caption>
      <Heads names={t.file.wordHeads} />
      <tbody>
        {told.unknown.map(({ field, word, count }) => (
          <tr key={`${field} ${word}`}>
            <td>{t.fields[field] ?? field}</td>
            <th scope="row">{word}</th>
            <td className="k-number">{f.count(count)}</td>
            <td>
              <NativeSelect
                aria-label={`${word}: ${t.file.wordHeads[3]}`}
                value=""
                data={[{ value: '', label: t.file.choose }, ...meanings(field)]}
                onChange={event => explain(field, word, event.currentTarget.value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  )
}

/** The first rows in fields, with what would stay behind of them said beneath; and words to be explained. */
export const Preview = (at: At): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const { told, error } = useTold(at)
  const give = at.draft.map.gives[at.give]
  if (error !== null) return <Failed error={error} />
  if (told === null || give === undefined) return null
  const fields = Object.keys(moveFields[give.kind]).filter(field => give.columns[field] !== undefined)
  if (fields.length === 0) return <Empty>{t.file.previewNone}</Empty>
  return (
    <>
      <Words at={at} told={told} />
      <TableBox label={t.file.preview}>
        <caption className="k-strong">{t.file.preview}</caption>
        <Heads names={['#', ...fields.map(field => t.fields[field] ?? field)]} />
        <tbody>
          {told.rows.map(row => (
            <tr key={row.line_no}>
              <th scope="row" className="k-number">
                {f.count(row.line_no)}
              </th>
              {row.refused !== null ? (
                <td colSpan={fields.length} className={css['bad']}>
                  {t.file.rowBad(
                    `${t.reasons[row.refused.reason]}${row.refused.field === null ? '' : ` (${t.fields[row.refused.field] ?? row.refused.field})`}`,
                  )}
                </td>
              ) : (
                fields.map(field => {
                  const left = row.left_out.find(l => l.field === field)
                  return <td key={field}>{left ? t.reasons[left.reason] : (row.values[field] ?? '')}</td>
                })
              )}
            </tr>
          ))}
        </tbody>
      </TableBox>
    </>
  )
}
