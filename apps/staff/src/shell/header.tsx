import { chooseBranch, readSession } from '@kaft/contract/organisation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Menu } from '@mantine/core'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { helperState } from '../base/helper.ts'
import { languages, useLanguage, useTexts } from '../base/language.ts'
import { line } from '../base/online.ts'
import { paths } from '../base/paths.ts'
import { prefer, preferLanguage } from '../base/preferences.ts'
import { useSession } from '../base/session.ts'
import { playSound, soundKinds } from '../base/sound.ts'
import { useStore } from '../base/store.ts'
import { densities, useDensity } from './density.ts'
import { cover, switching } from './gate.ts'
import { openKeys } from './keys-overlay.tsx'
import { leaveForGood } from './leave.ts'
import { goToPractice } from './practice.ts'
import { openPalette } from './palette.tsx'
import { shellTexts } from './texts.ts'
import { themePins, useThemePin } from './theme-pin.ts'

/** One choice out of a few, that stays open so that its effect can be seen. */
const Choices = <T extends string>({
  title,
  here,
  all,
  name,
  onChoose,
}: {
  title: string
  here: T
  all: readonly T[]
  name: (one: T) => ReactNode
  onChoose: (one: T) => void
}): ReactNode => (
  <>
    <Menu.Label>{title}</Menu.Label>
    <Menu.RadioGroup
      value={here}
      onChange={value => {
        const chosen = all.find(one => one === value)
        if (chosen !== undefined) onChoose(chosen)
      }}
    >
      {all.map(one => (
        <Menu.RadioItem key={one} value={one}>
          {name(one)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  </>
)

const BranchMenu = (): ReactNode => {
  const t = useTexts(shellTexts)
  const session = useSession()
  const client = useQueryClient()
  const choose = async (branch_id: string): Promise<void> => {
    const next = await call(chooseBranch, { body: { branch_id } })
    client.setQueryData([readSession.id, {}], next)
  }
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="k-head-button">
          <span className="k-sr-only">{t.branch}: </span>
          <span className="k-head-library">{session.library_name}</span>
          <span aria-hidden="true"> · </span>
          <span className="k-strong">{session.branch_name}</span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices
          title={t.branch}
          here={session.branch_id}
          all={session.branches.map(branch => branch.branch_id)}
          name={id => session.branches.find(branch => branch.branch_id === id)?.name}
          onChoose={id => void choose(id)}
        />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Plays the six sounds one after the other, so that somebody can set the volume. */
const testSounds = (): void =>
  soundKinds.forEach((kind, index) => {
    setTimeout(() => playSound(kind), index * 700)
  })

/** How this account likes the screens: language, colours, height of the rows. */
const Tastes = (): ReactNode => {
  const t = useTexts(shellTexts)
  return (
    <>
      <Choices
        title={t.language}
        here={useLanguage()}
        all={languages}
        name={one => <span lang={one}>{one === 'nl' ? 'Nederlands' : 'English'}</span>}
        onChoose={preferLanguage}
      />
      <Choices
        title={t.theme}
        here={useThemePin()}
        all={themePins}
        name={one => t.themes[one]}
        onChoose={theme => prefer({ theme })}
      />
      <Choices
        title={t.density}
        here={useDensity()}
        all={densities}
        name={one => t.densities[one]}
        onChoose={one => prefer({ density: one })}
      />
    </>
  )
}

const AccountMenu = (): ReactNode => {
  const t = useTexts(shellTexts)
  const session = useSession()
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <button type="button" className="k-head-button" aria-label={t.account(session.staff_name)}>
          <span className="k-strong">{session.staff_name}</span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={<kbd>Ctrl U</kbd>} onClick={() => switching.set(true)}>
          {t.takeOver}
        </Menu.Item>
        <Menu.Item rightSection={<kbd>Alt L</kbd>} onClick={cover}>
          {t.cover}
        </Menu.Item>
        <Menu.Item component={Link} to={paths.account}>
          {t.myAccount}
        </Menu.Item>
        {session.practice === 'offered' && <Menu.Item onClick={goToPractice}>{t.practise}</Menu.Item>}
        <Menu.Item rightSection={<kbd>F1</kbd>} onClick={openKeys}>
          {t.keys}
        </Menu.Item>
        <Menu.Item onClick={testSounds} closeMenuOnClick={false}>
          {t.sound}
        </Menu.Item>
        <Tastes />
        <Menu.Divider />
        <Menu.Item onClick={() => void leaveForGood()}>{t.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Only a helper that should be there and is not is worth a word. */
const HelperFact = (): ReactNode => {
  const t = useTexts(shellTexts)
  const helper = useStore(helperState)
  if (helper !== 'away') return null
  return (
    <span className="k-head-fact" title={t.helperAwayAbout}>
      <StateWord state="offline" size={16}>
        {t.helperAway}
      </StateWord>
    </span>
  )
}

/** Answers at any moment: which branch, which workstation, am I online, under whose name. */
export const Header = (): ReactNode => {
  const t = useTexts(shellTexts)
  const session = useSession()
  const { online } = useStore(line)
  return (
    <header className="k-head" aria-label={t.header}>
      <Link to="/" className="k-brand">
        Kaft
      </Link>
      <BranchMenu />
      <span className="k-head-fact" title={t.workstation}>
        {session.workstation?.name ?? <span className="k-quiet">{t.noWorkstation}</span>}
      </span>
      <button type="button" className="k-head-search" onClick={openPalette}>
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{t.search}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <HelperFact />
      <span className="k-head-fact" role="status">
        <StateWord state={online ? 'ok' : 'offline'} size={16}>
          {online ? t.online : t.offline}
        </StateWord>
      </span>
      <AccountMenu />
    </header>
  )
}
