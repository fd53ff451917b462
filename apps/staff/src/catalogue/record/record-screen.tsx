import { readRecord, recordVersions, saveRecord, type TitleRecord } from '@kaft/contract/catalogue-records'
import { readTitle } from '@kaft/contract/cataloguing'
import type { MarcRecord } from '@kaft/marc'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useShortcuts } from '../../base/keys.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { soughtOf } from './copying/compare.model.ts'
import { CopyPanel } from './copying/copy-panel.tsx'
import { copyTexts } from './copying/texts.ts'
import { recordOf } from './line.model.ts'
import { Lines } from './lines.tsx'
import css from './record.module.css'
import { recordTexts } from './texts.ts'
import { type Editor, type FormatName, titleFormat, useEditor } from './use-editor.ts'
import { Versions } from './versions.tsx'

/** How far the record is from what its format asks. */
export const Verdict = ({ editor }: { editor: Editor }): ReactNode => {
  const t = useTexts(recordTexts)
  const { stops, asks } = editor
  const state = stops > 0 ? 'stop' : asks > 0 ? 'ask' : 'ok'
  const words = [stops > 0 ? t.stops(stops) : '', asks > 0 ? t.asks(asks) : ''].filter(Boolean).join(' ')
  return (
    <StateWord state={state}>
      <span role="status">{words === '' ? t.clean : words}</span>
    </StateWord>
  )
}

/** Tools above the lines: the format, one step back and forth, a new field. */
export const Tools = ({ editor, formats = true }: { editor: Editor; formats?: boolean }): ReactNode => {
  const t = useTexts(recordTexts)
  return (
    <div className="k-line">
      {formats && (
        <NativeSelect
          aria-label={t.format}
          value={editor.format}
          data={Object.entries(t.formats).map(([value, label]) => ({ value, label }))}
          onChange={event => editor.setFormat(event.currentTarget.value as FormatName)}
        />
      )}
      <Button disabled={!editor.mayUndo} onClick={editor.undo}>
        {t.undo} <kbd>Ctrl Z</kbd>
      </Button>
      <Button disabled={!editor.mayRedo} onClick={editor.redo}>
        {t.redo}
      </Button>
      <Button onClick={() => editor.add(null)}>{t.add}</Button>
      <Button onClick={editor.sort}>{t.sort}</Button>
    </div>
  )
}

export const useEditorKeys = (editor: Editor, save: () => void, on: boolean): void => {
  const { nl, en } = recordTexts
  const key = (id: string, combo: string, does: { nl: string; en: string }, run: () => void) => ({
    id: `record.${id}`,
    combo,
    does,
    run,
    whileTyping: true,
  })
  useShortcuts(
    on
      ? [
          key('save', 'Ctrl+S', { nl: nl.save, en: en.save }, save),
          key('undo', 'Ctrl+Z', { nl: nl.undo, en: en.undo }, editor.undo),
          key('redo', 'Ctrl+Y', { nl: nl.redo, en: en.redo }, editor.redo),
        ]
      : [],
  )
}

/** What somebody should know before the lines: that the source let it go, or that it is not theirs to change. */
const Notices = ({ title }: { title: TitleRecord }): ReactNode => {
  const t = useTexts(recordTexts)
  const f = useFormats()
  return (
    <>
      {title.dropped_at !== null && (
        <Spine state="ask" soft panel>
          <StateWord state="ask">{t.dropped(f.dayYear(dayOf(title.dropped_at)))}</StateWord>
        </Spine>
      )}
      {!title.editable && (
        <Spine state="move" soft panel>
          <StateWord state="move">{t.locked}</StateWord>
        </Spine>
      )}
    </>
  )
}

const Editing = ({ title, record }: { title: TitleRecord; record: MarcRecord }): ReactNode => {
  const t = useTexts(recordTexts)
  const editor = useEditor(record, title.source === 'vlacc' ? 'vlacc' : 'marc21')
  const c = useTexts(copyTexts)
  const [why, setWhy] = useState('')
  const [elsewhere, setElsewhere] = useState(false)
  const save = useDo(saveRecord, [readRecord, recordVersions, readTitle])
  const { title_id } = title
  const submit = (): void => {
    if (editor.stops > 0 || save.isPending) return
    const body = {
      command_id: newCommandId(),
      version: title.version,
      format: titleFormat(editor.format),
      record: editor.record,
      why: why.trim() || null,
    }
    save.mutate({ params: { title_id }, body }, { onSuccess: () => tell(t.saved) })
  }
  useEditorKeys(editor, submit, title.editable)
  const restore = (from: MarcRecord, version: number): void => {
    editor.load(from)
    setWhy(t.restored(version))
  }
  const take = (taken: MarcRecord, from: string): void => {
    editor.load(taken)
    setWhy(c.why(from).slice(0, 200))
    setElsewhere(false)
    tell(c.taken)
  }
  return (
    <>
      <Notices title={title} />
      {title.editable && (
        <div className="k-line k-line-between">
          <Tools editor={editor} />
          {!elsewhere && <Button onClick={() => setElsewhere(true)}>{c.open}</Button>}
        </div>
      )}
      {elsewhere && (
        <CopyPanel
          now={editor.record}
          sought={soughtOf(editor.record)}
          onTake={take}
          onClose={() => setElsewhere(false)}
        />
      )}
      <Lines editor={editor} readOnly={!title.editable} />
      {title.editable && (
        <div className={css['foot']}>
          {save.error !== null && <Failed error={save.error} />}
          <div className="k-line k-line-between">
            <Verdict editor={editor} />
            <TextInput
              className={css['why'] ?? ''}
              aria-label={t.why}
              placeholder={t.why}
              value={why}
              maxLength={200}
              autoComplete="off"
              onChange={event => setWhy(event.currentTarget.value)}
            />
            <Button variant="filled" disabled={editor.stops > 0} loading={save.isPending} onClick={submit}>
              {t.save} <kbd>Ctrl S</kbd>
            </Button>
          </div>
          <p className="k-text-xs k-quiet">{t.help}</p>
        </div>
      )}
      <Versions title={title} now={record} restore={title.editable ? restore : null} />
    </>
  )
}

/** The record of a title: to read, and to change where it is the own library's. */
export const Screen = (): ReactNode => {
  const t = useTexts(recordTexts)
  const title_id = usePart('title_id')
  const read = useRead(readRecord, { params: { title_id } }, { fresh_ms: 600_000 })
  return (
    <Read of={read}>
      {title => (
        <Page
          title={t.title}
          about={title.provisional ? t.provisional : t.about(title.source, title.control_number)}
          actions={<To to={paths.title(title_id)}>{t.toTitle}</To>}
        >
          <Editing key={`${title_id} ${title.version}`} title={title} record={recordOf(title.record)} />
        </Page>
      )}
    </Read>
  )
}
