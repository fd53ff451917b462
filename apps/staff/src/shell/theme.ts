import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { light } from '@kaft/ui/tokens'

const tuple = Array.from({ length: 10 }, () => light.accent) as unknown as MantineColorsTuple

/** Every variant speaks the tokens, so that light, dark and pinned themes need no second set of rules. */
const variants: VariantColorsResolver = ({ variant, color }) => {
  const name = color === 'red' || color === 'stop' ? 'stop' : 'accent'
  if (variant === 'filled')
    return {
      background: `var(--k-${name})`,
      hover: name === 'accent' ? 'var(--k-accent-hover)' : 'var(--k-stop)',
      color: name === 'accent' ? 'var(--k-on-accent)' : 'var(--k-surface)',
      border: '1px solid transparent',
    }
  if (variant === 'subtle' || variant === 'transparent')
    return {
      background: 'transparent',
      hover: 'var(--k-sunken)',
      color: `var(--k-${name})`,
      border: '1px solid transparent',
    }
  return {
    background: 'var(--k-surface)',
    hover: 'var(--k-sunken)',
    color: name === 'accent' ? 'var(--k-ink)' : 'var(--k-stop)',
    border: '1px solid var(--k-line-strong)',
  }
}

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: tuple },
  variantColorResolver: variants,
  fontFamily: 'var(--k-font)',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, monospace',
  headings: { fontFamily: 'var(--k-font)', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: {
    xs: 'var(--k-text-xs)',
    sm: 'var(--k-text-sm)',
    md: 'var(--k-text-md)',
    lg: 'var(--k-text-lg)',
    xl: 'var(--k-text-xl)',
  },
  spacing: {
    xs: 'var(--k-space-1)',
    sm: 'var(--k-space-2)',
    md: 'var(--k-space-4)',
    lg: 'var(--k-space-6)',
    xl: 'var(--k-space-8)',
  },
  radius: {
    xs: '0.25rem',
    sm: 'var(--k-radius)',
    md: 'var(--k-radius)',
    lg: 'var(--k-radius-panel)',
    xl: 'var(--k-radius-panel)',
  },
  components: {
    Button: { defaultProps: { variant: 'default', size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 32 } },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 0 },
        position: 'bottom-start',
        // Beside its button the list stays inside the landmark; its focus stands on the first entry at once.
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 } } } },
    Loader: { defaultProps: { type: 'dots' } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--k-surface)',
  '--mantine-color-text': 'var(--k-ink)',
  '--mantine-color-dimmed': 'var(--k-ink-2)',
  '--mantine-color-placeholder': 'var(--k-ink-3)',
  '--mantine-color-anchor': 'var(--k-accent)',
  '--mantine-color-error': 'var(--k-stop)',
  '--mantine-color-default': 'var(--k-surface)',
  '--mantine-color-default-hover': 'var(--k-sunken)',
  '--mantine-color-default-color': 'var(--k-ink)',
  '--mantine-color-default-border': 'var(--k-line-strong)',
  '--mantine-color-disabled': 'var(--k-sunken)',
  '--mantine-color-disabled-color': 'var(--k-ink-3)',
  '--mantine-color-disabled-border': 'var(--k-line)',
  '--mantine-primary-color-filled': 'var(--k-accent)',
  '--mantine-primary-color-filled-hover': 'var(--k-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--k-on-accent)',
  '--mantine-primary-color-light': 'var(--k-sunken)',
  '--mantine-primary-color-light-hover': 'var(--k-sunken)',
  '--mantine-primary-color-light-color': 'var(--k-accent)',
  '--mantine-color-accent-filled': 'var(--k-accent)',
  '--mantine-color-accent-filled-hover': 'var(--k-accent-hover)',
  '--mantine-color-accent-light': 'var(--k-sunken)',
  '--mantine-color-accent-light-hover': 'var(--k-sunken)',
  '--mantine-color-accent-light-color': 'var(--k-accent)',
  '--mantine-color-accent-outline': 'var(--k-accent)',
} as const

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared },
  dark: { ...shared },
})
