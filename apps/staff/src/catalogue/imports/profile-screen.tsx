import { type ImportProfile, listImportProfiles, saveImportProfile } from '@kaft/contract/catalogue-imports'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo, usePart } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { ErrorSummary } from '../../base/form.tsx'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import css from './imports.module.css'
import {
  blankRules,
  faultsOf,
  formOf,
  points,
  type RulesFault,
  type RulesForm,
  rulesOf,
} from './rules.model.ts'
import { importTexts } from './texts.ts'

interface Part {
  readonly form: RulesForm
  readonly put: (part: Partial<RulesForm>) => void
}

const Matching = ({ form, put }: Part): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  return (
    <fieldset className={css['set']}>
      <legend className="k-strong">{t.match}</legend>
      <p className="k-quiet">{t.matchAbout}</p>
      <div className={css['weights']}>
        {points.map(point => (
          <TextInput
            key={point}
            label={t.points[point]}
            value={form.weights[point]}
            inputMode="numeric"
            maxLength={3}
            onChange={event => put({ weights: { ...form.weights, [point]: event.currentTarget.value } })}
          />
        ))}
        <TextInput
          label={t.threshold}
          value={form.threshold}
          inputMode="numeric"
          maxLength={3}
          onChange={event => put({ threshold: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  )
}

const Outcome = ({ form, put, error }: Part & { error: string | undefined }): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  return (
    <div className={css['fields']}>
      <NativeSelect
        label={t.onMatch}
        value={form.on_match}
        data={[
          { value: 'overlay', label: t.overlay },
          { value: 'keep', label: t.keep },
        ]}
        onChange={event => put({ on_match: event.currentTarget.value as RulesForm['on_match'] })}
      />
      <NativeSelect
        label={t.onNew}
        value={form.on_new}
        data={[
          { value: 'add', label: t.add },
          { value: 'refuse', label: t.refuse },
        ]}
        onChange={event => put({ on_new: event.currentTarget.value as RulesForm['on_new'] })}
      />
      <NativeSelect
        label={t.onDelete}
        value={form.on_delete}
        data={[
          { value: 'follow', label: t.follow },
          { value: 'ignore', label: t.ignore },
        ]}
        onChange={event => put({ on_delete: event.currentTarget.value as RulesForm['on_delete'] })}
      />
      <TextInput
        id="rules-protect"
        label={t.protect}
        description={t.protectAbout}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.protect}
        error={error}
        onChange={event => put({ protect: event.currentTarget.value })}
      />
    </div>
  )
}

const Items = ({ form, put }: Part): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  return (
    <div className="k-stack">
      <Checkbox
        label={t.items}
        checked={form.items}
        onChange={event => put({ items: event.currentTarget.checked })}
      />
      {form.items && (
        <div className={css['fields']}>
          <TextInput
            label={t.layout}
            description={t.layoutAbout}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={form.layout}
            maxLength={300}
            onChange={event => put({ layout: event.currentTarget.value })}
          />
          <TextInput
            label={t.branch}
            placeholder={t.noBranch}
            value={form.default_branch}
            maxLength={40}
            onChange={event => put({ default_branch: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}

const Feed = ({ form, put }: Part): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  return (
    <div className={css['fields']}>
      <NativeSelect
        label={t.feed}
        value={form.feed}
        data={Object.entries(t.feeds).map(([value, label]) => ({ value, label }))}
        onChange={event => put({ feed: event.currentTarget.value as RulesForm['feed'] })}
      />
      {form.feed !== 'none' && (
        <TextInput
          label={form.feed === 'folder' ? t.folder : form.feed === 'file' ? t.fileAddress : t.address}
          value={form.address}
          maxLength={300}
          onChange={event => put({ address: event.currentTarget.value })}
        />
      )}
      {form.feed === 'oai' && (
        <>
          <TextInput
            label={t.set}
            value={form.set}
            maxLength={100}
            onChange={event => put({ set: event.currentTarget.value })}
          />
          <TextInput
            label={t.prefix}
            value={form.prefix}
            maxLength={40}
            onChange={event => put({ prefix: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  )
}

const Names = ({
  form,
  put,
  central,
  errorOf,
}: Part & { central: boolean; errorOf: (field: RulesFault) => string | undefined }): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  return (
    <div className={css['fields']}>
      <TextInput
        id="rules-name"
        label={t.name}
        value={form.name}
        maxLength={80}
        error={errorOf('name')}
        onChange={event => put({ name: event.currentTarget.value })}
      />
      <TextInput
        id="rules-source"
        label={t.source}
        description={t.sourceAbout}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.source}
        maxLength={60}
        readOnly={!central}
        error={errorOf('source')}
        onChange={event => put({ source: event.currentTarget.value })}
      />
    </div>
  )
}

const Form = ({
  profile,
  source,
  central,
}: {
  profile: ImportProfile | null
  source: string
  central: boolean
}): ReactNode => {
  const { rules: t } = useTexts(importTexts)
  const go = useGo()
  const [form, setForm] = useState(() => (profile ? formOf(profile.name, profile.rules) : blankRules(source)))
  const [turn, setTurn] = useState(0)
  const save = useDo(saveImportProfile, [listImportProfiles])
  const put = (part: Partial<RulesForm>): void => setForm(now => ({ ...now, ...part }))
  const faults = faultsOf(form)
  const texts: Readonly<Record<RulesFault, string>> = {
    name: t.nameNeeded,
    source: t.sourceNeeded,
    protect: t.tagsWrong,
  }
  const errorOf = (field: RulesFault): string | undefined =>
    turn > 0 && faults.includes(field) ? texts[field] : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (faults.length > 0) return setTurn(turn + 1)
    const body = {
      command_id: newCommandId(),
      profile_id: profile?.profile_id ?? null,
      name: form.name.trim(),
      rules: rulesOf(form, profile?.rules ?? null),
    }
    save.mutate(
      { body },
      {
        onSuccess: () => {
          tell(t.saved)
          go(paths.catalogueImports)
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        {turn > 0 && (
          <ErrorSummary
            errors={faults.map(f => ({ id: `rules-${f}`, label: t[f], text: texts[f] }))}
            turn={turn}
          />
        )}
        <Names form={form} put={put} central={central} errorOf={errorOf} />
        <Matching form={form} put={put} />
        <Outcome form={form} put={put} error={errorOf('protect')} />
        <Items form={form} put={put} />
        <Feed form={form} put={put} />
        {save.error !== null && <Failed error={save.error} />}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

/** The rules of an import, new or changed. */
export const Screen = (): ReactNode => {
  const t = useTexts(importTexts)
  const profile_id = usePart('profile_id')
  const read = useRead(listImportProfiles, {}, { fresh_ms: 60_000 })
  return (
    <Page title={t.rules.title} actions={<To to={paths.catalogueImports}>{t.back}</To>}>
      <Read of={read}>
        {({ rows, own_source, may_overlay_all }) => (
          <Form
            key={profile_id}
            profile={rows.find(p => p.profile_id === profile_id) ?? null}
            source={own_source}
            central={may_overlay_all}
          />
        )}
      </Read>
    </Page>
  )
}
