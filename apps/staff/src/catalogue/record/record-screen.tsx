import { readRecord, recordVersions, saveRecord, type TitleRecord } from '@kaft/contract/catalogue-records'
import { readTitle } from '@kaft/contract/cataloguing'
import type { MarcRecord } from '@kaft/marc'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePart } from '../../base/address.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { soughtOf } from './copying/compare.model.ts'
import { CopyPanel } from './copying/copy-panel.tsx'
import { copyTexts } from './copying/texts.ts'
import { SavingFoot, useRestore, useSaving } from './editor-foot.tsx'
import { Tools } from './editor-tools.tsx'
import { recordOf } from './line.model.ts'
import { Lines } from './lines.tsx'
import { recordTexts } from './texts.ts'
import { titleFormat, useEditor } from './use-editor.ts'
import { Versions } from './versions.tsx'

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
  const [elsewhere, setElsewhere] = useState(false)
  const save = useDo(saveRecord, [readRecord, recordVersions, readTitle])
  const { title_id } = title
  const saving = useSaving(editor, title, save, changed => {
    const body = { ...changed, format: titleFormat(editor.format) }
    save.mutate({ params: { title_id }, body }, { onSuccess: () => tell(t.saved) })
  })
  const restore = useRestore(editor, saving)
  const take = (taken: MarcRecord, from: string): void => {
    editor.load(taken)
    saving.setWhy(c.why(from).slice(0, 200))
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
      {title.editable && <SavingFoot editor={editor} saving={saving} about={t.help} />}
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
          about={
            title.provisional
              ? t.provisional
              : t.about(title.source_name ?? title.source, title.control_number)
          }
          actions={<To to={paths.title(title_id)}>{t.toTitle}</To>}
        >
          <Editing key={`${title_id} ${title.version}`} title={title} record={recordOf(title.record)} />
        </Page>
      )}
    </Read>
  )
}
