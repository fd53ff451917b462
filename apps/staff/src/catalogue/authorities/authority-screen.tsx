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
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { recordOf } from '../record/line.model.ts'
import { Lines } from '../record/lines.tsx'
import recordCss from '../record/record.module.css'
import { Tools, useEditorKeys, Verdict } from '../record/record-screen.tsx'
import { recordTexts } from '../record/texts.ts'
import { useEditor } from '../record/use-editor.ts'
import { AuthorityVersions } from './authority-versions.tsx'
import { Behind } from './behind.tsx'
import { Merge } from './merge.tsx'
import { Names, TitlesOf } from './authority-parts.tsx'
import { authorityTexts } from './texts.ts'

const refreshes = [readAuthority, authorityVersions, findAuthorities, authorityEffect, titlesOfAuthority]

const Editing = ({ of, record }: { of: AuthorityRecord; record: MarcRecord }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const words = useTexts(recordTexts)
  const editor = useEditor(record, 'authority')
  const [why, setWhy] = useState('')
  const save = useDo(saveAuthority, refreshes)
  const { authority_id, editable } = of
  const submit = (): void => {
    if (editor.stops > 0 || save.isPending) return
    const body = {
      command_id: newCommandId(),
      version: of.version,
      record: editor.record,
      why: why.trim() || null,
    }
    save.mutate({ params: { authority_id }, body }, { onSuccess: () => tell(t.saved) })
  }
  useEditorKeys(editor, submit, editable)
  const restore = (from: MarcRecord, version: number): void => {
    editor.load(from)
    setWhy(words.restored(version))
  }
  return (
    <>
      {editable && <Tools editor={editor} formats={false} />}
      <Lines editor={editor} readOnly={!editable} />
      {editable && (
        <div className={recordCss['foot']}>
          {save.error !== null && <Failed error={save.error} />}
          <div className="k-line k-line-between">
            <Verdict editor={editor} />
            <TextInput
              className={recordCss['why'] ?? ''}
              aria-label={words.why}
              placeholder={words.why}
              value={why}
              maxLength={200}
              autoComplete="off"
              onChange={event => setWhy(event.currentTarget.value)}
            />
            <Button variant="filled" disabled={editor.stops > 0} loading={save.isPending} onClick={submit}>
              {t.save} <kbd>Ctrl S</kbd>
            </Button>
          </div>
        </div>
      )}
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
