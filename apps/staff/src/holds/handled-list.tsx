import type { ReactNode } from 'react'
import { DestinationBand, stateOfDestination, useDestinationWords } from '../base/destination.tsx'
import { Findings } from '../base/findings.tsx'
import { Row, Rows } from '../base/rows.tsx'
import { Failed } from '../base/states.tsx'
import type { Handled } from './found.ts'

const Newest = ({ one }: { one: Handled }): ReactNode => {
  if (one.answer === null) return <Failed error={one.error} />
  const { destination, findings } = one.answer
  return (
    <div className="k-stack">
      {destination !== null && (
        <DestinationBand
          destination={destination}
          title={one.title}
          item_id={one.answer.item?.item_id ?? null}
        />
      )}
      {destination === null && <p className="k-strong">{one.title}</p>}
      <Findings findings={findings} />
    </div>
  )
}

/** The item in hand, large, and those before it as rows. */
export const HandledList = ({
  handled,
  label,
}: {
  handled: readonly Handled[]
  label: string
}): ReactNode => {
  const words = useDestinationWords()
  const [newest, ...before] = handled
  if (newest === undefined) return null
  const done = before.filter(one => one.answer?.destination != null)
  return (
    <div className="k-stack">
      <Newest one={newest} />
      {done.length > 0 && (
        <Rows label={label}>
          {done.map(one => (
            <Row
              key={one.no}
              state={one.answer?.destination == null ? 'stop' : stateOfDestination[one.answer.destination.to]}
            >
              <span className="k-strong">{one.title}</span>
              <span>{one.answer?.destination == null ? '' : words(one.answer.destination)}</span>
            </Row>
          ))}
        </Rows>
      )}
    </div>
  )
}
