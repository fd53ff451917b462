import { draftRegulation, listRegulations } from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { ReasonForm } from './regulation/reason-form.tsx'
import { roomOfVersion } from './rooms.ts'
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
  const go = useGo()
  const draft = useDo(draftRegulation, [listRegulations])
  const run = (reason: string, name: string): void =>
    draft.mutate(
      { body: { command_id: newCommandId(), name, reason, copy_of: copy_of?.version_id ?? null } },
      {
        onSuccess: made => {
          tell(t.made(made.name))
          go(roomOfVersion(made.version_id))
        },
      },
    )
  return (
    <ReasonForm
      title={copy_of === null ? t.draftTitle : t.draftOf(copy_of.name)}
      does={t.firstDraft}
      named={{ label: t.name, hint: t.nameHint, max: 60 }}
      busy={draft.isPending}
      error={draft.error}
      run={run}
      close={close}
    />
  )
}

/** By whom and when; what came with the system has no author. */
const madeBy = (
  { author }: Version,
  t: { by: (name: string, day: string) => string },
  day: string,
): string => (author === '–' ? day : t.by(author, day))

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
      <span className="k-quiet">{madeBy(version, t, f.dayYear(dayOf(version.made_at)))}</span>
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
