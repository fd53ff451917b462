import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { closePanel, type Panel } from '../base/panel.ts'
import { baseTexts } from '../base/texts.ts'

/** Beside the screen, never above it: the next scan goes on while it stands open. */
export const SidePanel = ({ panel }: { panel: Panel }): ReactNode => {
  const t = useTexts(baseTexts)
  return (
    <aside className="k-side" aria-label={panel.title}>
      <div className="k-layer-head">
        <h2 className="k-text-lg k-strong">{panel.title}</h2>
        <button type="button" className="k-cross" aria-label={t.close} onClick={closePanel}>
          ×
        </button>
      </div>
      {panel.body}
    </aside>
  )
}
