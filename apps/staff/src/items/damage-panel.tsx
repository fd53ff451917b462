import { chargeDamage, type DamageCost, lastBorrower } from '@kaft/contract/items'
import { type DoorReason, doorReasons } from '@kaft/contract/privacy'
import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { parseMoney } from '../base/money.model.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { Failed } from '../base/states.tsx'
import { offerUndo } from '../base/undo.ts'
import { refreshTouched, touched } from './acts.ts'
import { itemTexts } from './texts/index.ts'

interface Someone {
  readonly patron_id: string
  readonly name: string
}
interface Damaged {
  readonly item_id: string
  readonly title: string
  /** Whoever stands here with it, where the desk knows that without any door. */
  readonly patron: Someone | null
}

const isCost = (value: unknown): value is DamageCost =>
  typeof value === 'object' && value !== null && 'name' in value && 'cents' in value
const useCosts = (): readonly DamageCost[] => {
  const value = useSetting('circulation.damage_costs')
  return Array.isArray(value) ? value.filter(isCost) : []
}

/** The door to the last borrower: it asks why, and the patron sees that it was opened. */
const Door = ({
  item_id,
  open,
}: {
  item_id: string
  open: (who: Someone, said: string) => void
}): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const [reason, setReason] = useState<DoorReason>('damage')
  const look = useDo(lastBorrower)
  return (
    <div className="k-stack">
      <p className="k-quiet">{t.damage.doorAbout}</p>
      <Radio.Group
        label={t.damage.doorWhy}
        value={reason}
        onChange={value => setReason(doorReasons.find(one => one === value) ?? 'damage')}
      >
        <div className="k-line">
          {doorReasons.map(one => (
            <Radio key={one} value={one} label={t.damage.reasons[one]} />
          ))}
        </div>
      </Radio.Group>
      {look.error !== null && <Failed error={look.error} />}
      <div className="k-line">
        <Button
          loading={look.isPending}
          onClick={() =>
            look.mutate(
              { params: { item_id }, body: { reason } },
              {
                onSuccess: ({ patron, lent_on, returned_on }) =>
                  open(patron, t.damage.last(patron.name, f.dayShort(lent_on), f.dayShort(returned_on))),
              },
            )
          }
        >
          {t.damage.door}
        </Button>
      </div>
    </div>
  )
}

/** What is broken: lines of the library's list, and one that is typed. */
const useChosen = () => {
  const costs = useCosts()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [other, setOther] = useState('')
  const [amount, setAmount] = useState('')
  const typed = parseMoney(amount)
  const own = other.trim() !== '' && typed !== null && typed > 0 ? [{ name: other.trim(), cents: typed }] : []
  const lines = [...costs.filter(c => chosen.includes(c.name)), ...own]
  return { costs, chosen, setChosen, other, setOther, amount, setAmount, lines }
}

const Costs = ({ of }: { of: ReturnType<typeof useChosen> }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  return (
    <>
      <Checkbox.Group label={t.damage.costs} value={[...of.chosen]} onChange={value => of.setChosen(value)}>
        <div className="k-stack">
          {of.costs.map(cost => (
            <Checkbox key={cost.name} value={cost.name} label={`${cost.name} · ${f.money(cost.cents)}`} />
          ))}
        </div>
      </Checkbox.Group>
      <div className="k-line">
        <TextInput
          label={t.damage.other}
          value={of.other}
          maxLength={60}
          autoComplete="off"
          onChange={event => of.setOther(event.currentTarget.value)}
        />
        <TextInput
          label={t.damage.otherCents}
          value={of.amount}
          leftSection="€"
          inputMode="decimal"
          autoComplete="off"
          onChange={event => of.setAmount(event.currentTarget.value)}
        />
      </div>
    </>
  )
}

const Damage = ({ item_id, title, patron }: Damaged): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const of = useChosen()
  const [who, setWho] = useState<Someone | null>(patron)
  const [said, setSaid] = useState(patron === null ? '' : t.damage.patron(patron.name))
  const charge = useDo(chargeDamage, touched)
  const sum = of.lines.reduce((total, line) => total + line.cents, 0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (who === null || sum === 0) return
    charge.mutate(
      {
        params: { patron_id: who.patron_id },
        body: { command_id: newCommandId(), item_id, costs: [...of.lines] },
      },
      {
        onSuccess: ({ charged_cents, event_id }) => {
          closePanel()
          refreshTouched()
          offerUndo(t.damage.done(f.money(charged_cents)), event_id, touched)
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <p className="k-strong">{title}</p>
      <Costs of={of} />
      <h3 className="k-text-md k-strong">{t.damage.to}</h3>
      {who === null ? (
        <Allowed op={lastBorrower} otherwise={<p className="k-quiet">{t.damage.noDoor}</p>}>
          <Door
            item_id={item_id}
            open={(someone, words) => {
              setWho(someone)
              setSaid(words)
            }}
          />
        </Allowed>
      ) : (
        <p>{said}</p>
      )}
      {charge.error !== null && <Failed error={charge.error} />}
      <div className="k-line k-line-end">
        <Button
          type="submit"
          variant="filled"
          loading={charge.isPending}
          disabled={who === null || sum === 0}
        >
          {sum === 0 ? t.damage.choose : t.damage.do(f.money(sum))}
        </Button>
      </div>
    </form>
  )
}

export const openDamage = (damaged: Damaged): void =>
  openPanel({ title: textsNow(itemTexts).damage.title, body: <Damage {...damaged} /> })
