import {
  type HoldingRecord,
  holdingVersions,
  readHolding,
  saveHolding,
} from '@kaft/contract/catalogue-holdings'
import { readTitle } from '@kaft/contract/cataloguing'
import type { MarcRecord } from '@kaft/marc'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../../../base/address.ts'
import { useDo, useRead } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { Page } from '../../../base/page.tsx'
import { paths } from '../../../base/paths.ts'
import { Read } from '../../../base/states.tsx'
import { tell } from '../../../base/tell.ts'
import { To } from '../../../base/to.tsx'
import { SavingFoot, useRestore, useSaving } from '../editor-foot.tsx'
import { Tools } from '../editor-tools.tsx'
import { recordOf } from '../line.model.ts'
import { Lines } from '../lines.tsx'
import { useEditor } from '../use-editor.ts'
import { InWords, ItemsNamed } from './holding-parts.tsx'
import { HoldingVersions } from './holding-versions.tsx'
import { Remove } from './remove.tsx'
import { holdingTexts } from './texts.ts'

const Editing = ({ of, record }: { of: HoldingRecord; record: MarcRecord }): ReactNode => {
  const t = useTexts(holdingTexts)
  const editor = useEditor(record, 'holdings')
  const save = useDo(saveHolding, [readHolding, holdingVersions, readTitle])
  const { holding_id, editable } = of
  const saving = useSaving(editor, of, save, body =>
    save.mutate({ params: { holding_id }, body }, { onSuccess: () => tell(t.saved) }),
  )
  const restore = useRestore(editor, saving)
  return (
    <>
      <h2 className="k-text-md k-strong">{t.record}</h2>
      {editable && <Tools editor={editor} formats={false} />}
      <Lines editor={editor} readOnly={!editable} />
      {editable && (
        <SavingFoot editor={editor} saving={saving} about={of.embedded ? t.embedded : t.imported} />
      )}
      <HoldingVersions holding_id={holding_id} now={record} restore={editable ? restore : null} />
    </>
  )
}

const Shown = ({ of }: { of: HoldingRecord }): ReactNode => {
  const t = useTexts(holdingTexts)
  return (
    <Page
      title={t.title}
      about={`${t.of(of.title)} · ${of.library_name} · ${t.about(of.source_name ?? of.source, of.control_number)}`}
      actions={<To to={paths.title(of.title_id)}>{t.toTitle}</To>}
    >
      {!of.editable && (
        <Spine state="move" soft panel>
          <StateWord state="move">{t.locked}</StateWord>
        </Spine>
      )}
      <InWords of={of} />
      <ItemsNamed of={of} />
      <Editing key={`${of.holding_id} ${of.version}`} of={of} record={recordOf(of.record)} />
      {of.editable && <Remove of={of} />}
    </Page>
  )
}

/** What a library has of a title by its own record: in words, its items, and the record itself, to read and to change. */
export const Screen = (): ReactNode => {
  const holding_id = usePart('holding_id')
  const read = useRead(readHolding, { params: { holding_id } }, { fresh_ms: 600_000 })
  return <Read of={read}>{of => <Shown of={of} />}</Read>
}
