import {
  type AuthorityRecord,
  authorityEffect,
  authorityVersions,
  findAuthorities,
  readAuthority,
  saveAuthority,
  titlesOfAuthority,
} from '@kaft/contract/authorities'
import type { MarcRecord } from '@kaft/marc'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../../base/address.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { SavingFoot, useRestore, useSaving } from '../record/editor-foot.tsx'
import { Tools } from '../record/editor-tools.tsx'
import { recordOf } from '../record/line.model.ts'
import { Lines } from '../record/lines.tsx'
import { useEditor } from '../record/use-editor.ts'
import { AuthorityVersions } from './authority-versions.tsx'
import { Behind } from './behind.tsx'
import { Merge } from './merge.tsx'
import { Names, TitlesOf } from './authority-parts.tsx'
import { authorityTexts } from './texts.ts'

const refreshes = [readAuthority, authorityVersions, findAuthorities, authorityEffect, titlesOfAuthority]

const Editing = ({ of, record }: { of: AuthorityRecord; record: MarcRecord }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const editor = useEditor(record, 'authority')
  const save = useDo(saveAuthority, refreshes)
  const { authority_id, editable } = of
  const saving = useSaving(editor, of, save, body =>
    save.mutate({ params: { authority_id }, body }, { onSuccess: () => tell(t.saved) }),
  )
  const restore = useRestore(editor, saving)
  return (
    <>
      {editable && <Tools editor={editor} formats={false} />}
      <Lines editor={editor} readOnly={!editable} />
      {editable && <SavingFoot editor={editor} saving={saving} />}
      <AuthorityVersions of={of} now={record} restore={editable ? restore : null} />
    </>
  )
}

const Shown = ({ of }: { of: AuthorityRecord }): ReactNode => {
  const { record: t, kinds, links } = useTexts(authorityTexts)
  return (
    <Page
      title={of.heading}
      about={t.about(kinds[of.kind] ?? of.kind, of.source, of.control_number)}
      actions={<To to={paths.authorities}>{links.all}</To>}
    >
      {of.merged_into !== null && (
        <Spine state="move" soft panel>
          <div className="k-line">
            <StateWord state="move">{t.mergedInto}</StateWord>
            <To to={paths.authority(of.merged_into)}>{t.toMerged}</To>
          </div>
        </Spine>
      )}
      {!of.editable && of.merged_into === null && (
        <Spine state="move" soft panel>
          <StateWord state="move">{t.locked}</StateWord>
        </Spine>
      )}
      {of.editable && <Behind of={of} />}
      <Names of={of} />
      <Editing key={`${of.authority_id} ${of.version}`} of={of} record={recordOf(of.record)} />
      {of.editable && <Merge into={of} />}
      <TitlesOf of={of} />
    </Page>
  )
}

/** One heading: its names, its record, the titles that have it, and what becomes of them when it changes. */
export const Screen = (): ReactNode => {
  const authority_id = usePart('authority_id')
  const read = useRead(readAuthority, { params: { authority_id } }, { fresh_ms: 60_000 })
  return <Read of={read}>{of => <Shown of={of} />}</Read>
}
