import type { ReactNode } from 'react'

/** A barcode for paper, drawn from the widths that the server gives: bar, space, bar, space … (ISO/IEC 15417). */
export const Bars = ({ widths, text }: { widths: readonly number[]; text: string }): ReactNode => {
  const whole = widths.reduce((sum, one) => sum + one, 0)
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  if (whole === 0) return null
  return (
    <figure className="k-print-bars">
      <svg
        viewBox={`0 0 ${whole} 30`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        role="img"
        aria-label={text}
      >
        {widths.map((width, i) =>
          i % 2 === 0 ? (
            <rect key={starts[i]} x={starts[i]} y={0} width={width} height={30} fill="#000" />
          ) : null,
        )}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  )
}
