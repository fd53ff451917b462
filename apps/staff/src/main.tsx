import './shell/mantine-styles.ts'
import '@kaft/ui/tokens.css'
import '@kaft/ui/fonts.css'
import '@kaft/ui/base.css'
import './base/print.css'
import './shell/shell.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { showLanguage } from './base/language.ts'
import { preferences } from './base/preferences.ts'
import { PrintRoot } from './base/print.tsx'
import { queryClient } from './base/query-client.ts'
import { Entrance } from './shell/entrance.tsx'
import { cssVariables, theme } from './shell/theme.ts'
import { useScheme } from './shell/theme-pin.ts'

/** The nonce of this page: the policy lets no style in without it. */
const styleNonce = (): string =>
  document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''

const App = () => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    forceColorScheme={useScheme()}
    getStyleNonce={styleNonce}
  >
    <QueryClientProvider client={queryClient}>
      <Entrance />
      <PrintRoot />
    </QueryClientProvider>
  </MantineProvider>
)

showLanguage(preferences.get().language ?? 'nl')
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
