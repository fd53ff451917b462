import type { ReactNode } from 'react'

/** The head and body of a screen: its title, one line beside it, and the buttons of the whole screen. */
export const Page = ({
  title,
  about,
  actions,
  children,
}: {
  title: ReactNode
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}): ReactNode => (
  <div className="k-page">
    <div className="k-line k-line-between">
      <div>
        <h1 className="k-text-xl k-strong">{title}</h1>
        {about !== undefined && <div className="k-quiet">{about}</div>}
      </div>
      {actions !== undefined && <div className="k-line">{actions}</div>}
    </div>
    {children}
  </div>
)
