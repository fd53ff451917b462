import { addAuthority, authorityKinds, type AuthorityKind, findAuthorities } from '@kaft/contract/authorities'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { recordOfFresh } from './fresh.model.ts'
import { authorityTexts } from './texts.ts'

/** A new heading from what one knows of it; the rest is added in its record. */
export const FreshHeading = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(authorityTexts)
  const go = useGo()
  const [kind, setKind] = useState<AuthorityKind>('person')
  const [heading, setHeading] = useState('')
  const [dates, setDates] = useState('')
  const [tried, setTried] = useState(false)
  const first = useFocusOnOpen<HTMLInputElement>()
  const add = useDo(addAuthority, [findAuthorities])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (heading.trim() === '') return setTried(true)
    const record = recordOfFresh({ kind, heading, dates }, dayOf())
    add.mutate(
      { body: { command_id: newCommandId(), record } },
      {
        onSuccess: ({ authority_id }) => {
          tell(t.made)
          go(paths.authority(authority_id))
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <p>{t.freshAbout}</p>
        <div className="k-line">
          <NativeSelect
            label={t.kind}
            value={kind}
            data={authorityKinds.map(value => ({ value, label: t.kinds[value] ?? value }))}
            onChange={event => setKind(authorityKinds.find(k => k === event.currentTarget.value) ?? 'person')}
          />
          <TextInput
            label={t.freshText}
            value={heading}
            maxLength={300}
            autoComplete="off"
            ref={first}
            miw="min(20rem, 100%)"
            error={tried && heading.trim() === '' ? t.freshNeeded : undefined}
            onChange={event => setHeading(event.currentTarget.value)}
          />
          {kind === 'person' && (
            <TextInput
              label={t.freshDates}
              value={dates}
              maxLength={40}
              autoComplete="off"
              onChange={event => setDates(event.currentTarget.value)}
            />
          )}
        </div>
        {add.error !== null && <Failed error={add.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.make}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
