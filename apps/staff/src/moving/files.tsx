import { changeMapping, dropMoveFile, type Move, type MoveFile, readMove } from '@kaft/contract/moving'
import { Button } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { queryClient } from '../base/query-client.ts'
import { Empty, Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { comingFiles, isOpen, leftColumns } from './move.model.ts'
import css from './moving.module.css'
import { movingTexts } from './texts/index.ts'
import { upload } from './upload.ts'

const SHOWN = 6

const Row = ({ move, file }: { move: Move; file: MoveFile }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const drop = useDo(dropMoveFile, [readMove])
  const map = file.map_no === null ? undefined : move.mapping.files[file.map_no]
  const left = leftColumns(file)
  const gives = map?.gives.map(g => t.kinds[g.kind]).join(', ')
  return (
    <tr>
      <th scope="row">{file.name}</th>
      <td className="k-number">{f.count(file.rows)}</td>
      <td>{!file.looked ? t.cut : (gives ?? t.noMap)}</td>
      <td>{file.encoding ?? '–'}</td>
      <td className={css['left']}>
        {file.format === 'marc' || left.length === 0
          ? t.everything
          : left
              .slice(0, SHOWN)
              .map(c => `${c.name} (${f.count(c.filled)})`)
              .join(', ')}
        {left.length > SHOWN && ` ${t.more(f.count(left.length - SHOWN))}`}
      </td>
      <td>
        <div className="k-line">
          {file.looked && <To to={paths.moveFile(move.move_id, file.file_no)}>{t.map}</To>}
          {isOpen(move.state) && (
            <Button
              size="compact-sm"
              loading={drop.isPending}
              onClick={() =>
                drop.mutate({
                  params: { move_id: move.move_id, file_no: String(file.file_no) },
                  body: { command_id: newCommandId() },
                })
              }
            >
              {t.remove}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

/** A place to drop the exports, each sent in parts with its progress. */
const Drop = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (files: readonly File[]): Promise<void> => {
    setError(null)
    try {
      for (const file of files)
        await upload(move.move_id, file, (sent, of) =>
          setSending(t.sending(file.name, f.count(sent), f.count(of))),
        )
    } catch (thrown) {
      setError(thrown)
    }
    setSending(null)
    await queryClient.invalidateQueries({ queryKey: [readMove.id] })
  }
  return (
    <div
      className={`k-stack ${css['drop']}`}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        void send([...event.dataTransfer.files])
      }}
    >
      <p>{t.filesAbout}</p>
      {error !== null && <Failed error={error} />}
      <div className="k-line">
        <Button loading={sending !== null} onClick={() => input.current?.click()}>
          {t.choose}
        </Button>
        <span role="status">{sending ?? ''}</span>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t.choose}
        onChange={event => {
          void send([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

/** The mapping as a file: for the next library that comes from the same system. */
const Mapping = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const input = useRef<HTMLInputElement>(null)
  const change = useDo(changeMapping, [readMove])
  const [bad, setBad] = useState(false)
  const save = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(move.mapping, null, 2)], { type: 'application/json' }),
    )
    link.download = 'mapping.json'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const use = async (file: File | undefined): Promise<void> => {
    const text = await file?.text()
    try {
      const mapping = JSON.parse(text ?? '') as Move['mapping']
      setBad(!Array.isArray(mapping.files))
      if (!Array.isArray(mapping.files)) return
      const body = { command_id: newCommandId(), version: move.version, mapping }
      change.mutate(
        { params: { move_id: move.move_id }, body },
        { onSuccess: () => tell(t.mappingUsed), onError: () => setBad(true) },
      )
    } catch {
      setBad(true)
    }
  }
  return (
    <>
      {bad && <p role="alert">{t.mappingBad}</p>}
      <div className="k-line">
        <Button onClick={save}>{t.saveMapping}</Button>
        {isOpen(move.state) && (
          <Button loading={change.isPending} onClick={() => input.current?.click()}>
            {t.loadMapping}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="application/json"
        hidden
        aria-label={t.loadMapping}
        onChange={event => {
          void use(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

/** The files of the coming load: what each gives, and what of it stays behind. */
export const Files = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const files = comingFiles(move)
  const title = move.state === 'loaded' ? t.filesNext : t.files
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{title}</h2>
      {isOpen(move.state) && <Drop move={move} />}
      {files.length === 0 ? (
        <Empty>{t.filesNone}</Empty>
      ) : (
        <TableBox label={title}>
          <Heads names={t.fileHeads} />
          <tbody>
            {files.map(file => (
              <Row key={file.file_no} move={move} file={file} />
            ))}
          </tbody>
        </TableBox>
      )}
      <Mapping move={move} />
    </section>
  )
}
