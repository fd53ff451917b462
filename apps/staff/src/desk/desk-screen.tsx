import type { ReactNode } from 'react'
export const Screen = (): ReactNode => <h1>Balie</h1>
