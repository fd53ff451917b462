import { type MoveKind, moveKinds } from '@kaft/contract/move-fields'
import {
  changeMapping,
  type Move,
  type MoveFile,
  type MoveFileMap,
  type MoveMapping,
  readMove,
} from '@kaft/contract/moving'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePart } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { FieldRows } from './field-rows.tsx'
import { guessed, newMap, putMap } from './move.model.ts'
import { Preview } from './preview.tsx'
import { movingTexts } from './texts/index.ts'

interface Draft {
  readonly map: MoveFileMap
  readonly codes: MoveMapping['codes']
}

const KindChoice = ({ label, choose }: { label: string; choose: (kind: MoveKind) => void }): ReactNode => {
  const t = useTexts(movingTexts)
  return (
    <NativeSelect
      label={label}
      value=""
      onChange={event => choose(event.currentTarget.value as MoveKind)}
      data={[
        { value: '', label: t.file.choose },
        ...moveKinds.filter(k => k !== 'titles').map(kind => ({ value: kind, label: t.kinds[kind] ?? kind })),
      ]}
    />
  )
}

/** Records need no columns: only where they keep their items. */
const Holdings = ({ draft, set }: { draft: Draft; set: (draft: Draft) => void }): ReactNode => {
  const t = useTexts(movingTexts)
  return (
    <>
      <p>{t.file.marc}</p>
      <TextInput
        label={t.file.holdings}
        description={t.file.holdingsHint}
        value={draft.map.holdings ?? ''}
        onChange={event => {
          const holdings = event.currentTarget.value.trim()
          const { holdings: _, ...map } = draft.map
          set({ ...draft, map: holdings === '' ? map : { ...map, holdings } })
        }}
      />
    </>
  )
}

const Editor = ({ move, file, start }: { move: Move; file: MoveFile; start: Draft | null }): ReactNode => {
  const t = useTexts(movingTexts)
  const save = useDo(changeMapping, [readMove])
  const [draft, set] = useState<Draft | null>(start)
  const names = file.columns.map(c => c.name)
  const begin = (kind: MoveKind): void =>
    set({ map: guessed(newMap(file, kind), 0, names), codes: move.mapping.codes })
  const add = (kind: MoveKind): void => {
    if (draft === null) return
    const gives = [...draft.map.gives, { kind, columns: {} }]
    set({ ...draft, map: guessed({ ...draft.map, gives }, gives.length - 1, names) })
  }
  if (draft === null)
    return file.format === 'marc' ? (
      <div className="k-line">
        <Button
          variant="filled"
          onClick={() => set({ map: newMap(file, 'titles'), codes: move.mapping.codes })}
        >
          {t.kinds['titles']}
        </Button>
      </div>
    ) : (
      <KindChoice label={t.file.what} choose={begin} />
    )
  const mapping = { ...putMap(move.mapping, file.map_no, draft.map), codes: draft.codes }
  return (
    <div className="k-stack">
      {file.format === 'marc' ? (
        <Holdings draft={draft} set={set} />
      ) : (
        draft.map.gives.map((give, i) => (
          // The same kind may be given twice by one file, under other conditions; the order is what they are known by.
          // oxlint-disable-next-line no-array-index-key
          <section key={`${give.kind} ${i}`} className="k-stack">
            <h2 className="k-text-md k-strong">{t.kinds[give.kind]}</h2>
            <FieldRows map={draft.map} give={i} names={names} set={map => set({ ...draft, map })} />
            <Preview move={move} file={file} draft={draft} give={i} set={set} />
          </section>
        ))
      )}
      {file.format === 'csv' && <KindChoice label={t.file.add} choose={add} />}
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button
          variant="filled"
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              {
                params: { move_id: move.move_id },
                body: { command_id: newCommandId(), version: move.version, mapping },
              },
              { onSuccess: () => tell(t.file.saved) },
            )
          }
        >
          {t.file.save}
        </Button>
      </div>
    </div>
  )
}

/** Which column of a file is which field, with the first rows as they will be read. */
export const Screen = (): ReactNode => {
  const t = useTexts(movingTexts)
  const [move_id, file_no] = [usePart('move_id'), Number(usePart('file_no'))]
  const read = useRead(readMove, { params: { move_id } })
  return (
    <Read of={read}>
      {move => {
        const file = move.files.find(one => one.file_no === file_no)
        if (file === undefined) return <Empty>{t.filesNone}</Empty>
        const map = file.map_no === null ? undefined : move.mapping.files[file.map_no]
        return (
          <Page
            title={t.file.title(file.name)}
            about={t.file.about}
            actions={<To to={paths.move(move_id)}>{t.file.back}</To>}
          >
            <Editor
              key={`${file.file_no} ${file.map_no ?? 'new'}`}
              move={move}
              file={file}
              start={map === undefined ? null : { map, codes: move.mapping.codes }}
            />
          </Page>
        )
      }}
    </Read>
  )
}
