import { pullNotFound, startPull, stopPull } from '@kaft/contract/logistics'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { formatsIn } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { playSound } from '../base/sound.ts'
import { tell } from '../base/tell.ts'
import { showToast } from '../base/toast.ts'
import { offerUndo } from '../base/undo.ts'
import { refresh, refreshed } from './found.ts'
import type { PullLine } from './pull.model.ts'
import { pullTexts } from './pull-texts.ts'

/** Begins and ends a round of searching. */
export const useRound = () => {
  const begin = useDo(startPull, refreshed)
  const end = useDo(stopPull, refreshed)
  const t = textsNow(pullTexts)
  return {
    busy: begin.isPending || end.isPending,
    error: begin.error ?? end.error,
    start: (): void =>
      begin.mutate(
        { body: { command_id: newCommandId() } },
        {
          onSuccess: ({ claimed, until }) => tell(t.started(claimed, formatsIn(language.get()).time(until))),
        },
      ),
    stop: (): void =>
      end.mutate(
        { body: { command_id: newCommandId() } },
        { onSuccess: ({ released }) => tell(t.stopped(released)) },
      ),
  }
}

/** A line was not found: it goes to whoever has an item too, and can be had back. */
export const missed = async (line: PullLine): Promise<void> => {
  const t = textsNow(pullTexts)
  try {
    const body = { command_id: newCommandId(), title_id: line.title_id }
    const { event_id, missing } = await call(pullNotFound, { body })
    playSound('move')
    const said = missing.length === 0 ? t.missed(line.title) : t.missing(line.title, missing.length)
    offerUndo(said, event_id, refreshed)
  } catch (error) {
    const { text } = problemText(error, language.get())
    playSound('stop')
    showToast({ text })
    announce(text, 'assertive')
  }
  await refresh()
}
