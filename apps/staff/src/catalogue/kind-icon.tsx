import {
  type IconProps,
  IconBook,
  IconDeviceGamepad2,
  IconDisc,
  IconFile,
  IconHeadphones,
  IconMap,
  IconMovie,
  IconMusic,
  IconNews,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'

const icons: Readonly<Record<string, ComponentType<IconProps>>> = {
  book: IconBook,
  comic: IconBook,
  magazine: IconNews,
  newspaper: IconNews,
  dvd: IconMovie,
  cd: IconDisc,
  audiobook: IconHeadphones,
  daisy: IconHeadphones,
  game: IconDeviceGamepad2,
  score: IconMusic,
  map: IconMap,
}

/** The icon of a kind of material; its word stands beside it. */
export const KindIcon = ({ kind, size = 20 }: { kind: string; size?: number }): ReactNode => {
  const Icon = icons[kind] ?? IconFile
  return <Icon size={size} stroke={1.75} aria-hidden="true" />
}
