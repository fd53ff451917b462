import { useBand } from '../base/band.ts'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import { returnModeEnds } from './return.model.ts'
import type { DeskState } from './desk.state.ts'
import { clock, happen } from './engine.ts'
import { deskTexts } from './texts/index.ts'

/** The bands of the desk's modes: return mode shouts until it ends, cancelling waits for one scan. */
export const useBands = (state: DeskState, stopReturning: () => void): void => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const now = useStore(clock)
  const ends = returnModeEnds(state)
  const day = state.return_mode?.return_on ?? null
  const counts = state.return_mode?.counts === true
  const box = state.return_mode?.reason === t.ret.dropBox
  useBand(
    'return-mode',
    ends === null
      ? null
      : {
          state: 'hold',
          loud: true,
          text: (counts ? t.count.band : t.ret.band)(
            counts
              ? ''
              : day === null
                ? t.ret.bandToday
                : (box ? t.ret.bandBox : t.ret.bandDay)(f.dayLong(day)),
            Math.max(0, Math.ceil((ends - Math.max(now, state.return_mode?.active_at ?? 0)) / 60_000)),
          ),
          stop: { label: t.stop, run: stopReturning },
        },
  )
  useBand(
    'cancelling',
    state.cancelling
      ? {
          state: 'ask',
          text: t.cancelBand,
          stop: { label: t.stop, run: () => happen({ type: 'cancelling', on: false }) },
        }
      : null,
  )
}
