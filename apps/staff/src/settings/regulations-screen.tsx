import { draftRegulation, listRegulations } from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { roomOfVersion } from './rooms.ts'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

type Version = OkOf<typeof listRegulations>['rows'][number]

const states: Readonly<Record<Version['state'], State | undefined>> = {
  draft: 'ask',
  scheduled: 'move',
  active: 'ok',
  retired: undefined,
}

const Draft = ({ copy_of, close }: { copy_of: Version | null; close: () => void }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const b = useTexts(baseTexts)
  const go = useGo()
  const draft = useDo(draftRegulation, [listRegulations])
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || reason.trim() === '') return
    const from = copy_of?.version_id ?? null
    draft.mutate(
      { body: { command_id: newCommandId(), name: name.trim(), reason: reason.trim(), copy_of: from } },
      {
        onSuccess: made => {
          tell(t.made(made.name))
          go(roomOfVersion(made.version_id))
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <h2 className="k-text-md k-strong">{copy_of === null ? t.draftTitle : t.draftOf(copy_of.name)}</h2>
        {draft.error !== null && <Failed error={draft.error} />}
        <div className={css['form']}>
          <TextInput
            ref={field}
            label={t.name}
            description={t.nameHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={name}
            maxLength={60}
            autoComplete="off"
            error={tried && name.trim() === '' ? b.needed : undefined}
            onChange={event => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t.why}
            description={t.whyHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={reason}
            maxLength={300}
            autoComplete="off"
            error={tried && reason.trim() === '' ? b.needed : undefined}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={draft.isPending}>
            {t.firstDraft}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

const VersionRow = ({ version, copy }: { version: Version; copy: () => void }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const f = useFormats()
  const state = states[version.state]
  return (
    <Row state={state}>
      <span>
        <Link to={roomOfVersion(version.version_id)} data-act="open" className="k-strong">
          {version.name}
        </Link>{' '}
        <span className="k-quiet">{version.reason}</span>
      </span>
      {state === undefined ? (
        <span className="k-quiet">{t.states[version.state]}</span>
      ) : (
        <StateWord state={state} size={16}>
          {t.states[version.state]}
        </StateWord>
      )}
      <span>{version.starts_on === null ? '' : t.from(f.dayYear(version.starts_on))}</span>
      <span className="k-quiet">{t.by(version.author, f.dayYear(dayOf(version.made_at)))}</span>
      <Allowed op={draftRegulation}>
        <Button size="compact-sm" onClick={copy}>
          {t.draftOf(version.name)}
        </Button>
      </Allowed>
    </Row>
  )
}

/** The versions of the regulation: what holds, what comes, what was. Everyone may read them. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const read = useRead(listRegulations, {})
  const [drafts, setDrafts] = useState<{ copy_of: Version | null } | null>(null)
  const first = (
    <Allowed op={draftRegulation}>
      <Button variant="filled" onClick={() => setDrafts({ copy_of: null })}>
        {t.regulation.firstDraft}
      </Button>
    </Allowed>
  )
  return (
    <SettingsPage room="regulations">
      {drafts !== null && (
        <Draft
          key={drafts.copy_of?.version_id ?? ''}
          copy_of={drafts.copy_of}
          close={() => setDrafts(null)}
        />
      )}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty action={first}>{t.regulation.empty}</Empty>
          ) : (
            <Rows label={t.names.regulations} columns="minmax(12rem, 1fr) auto auto auto auto">
              {rows.map(version => (
                <VersionRow
                  key={version.version_id}
                  version={version}
                  copy={() => setDrafts({ copy_of: version })}
                />
              ))}
            </Rows>
          )
        }
      </Read>
    </SettingsPage>
  )
}
