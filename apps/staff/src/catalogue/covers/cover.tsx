import type { ReactNode } from 'react'
import css from './covers.module.css'

/** Where the cover of a title is: always an image of this installation, drawn where none is known. */
export const coverAt = (title_id: string, turn = 0): string =>
  `/omslag/${title_id}${turn === 0 ? '' : `?${turn}`}`

/** A small cover in a list. The words beside it say what it is, so it says nothing to who listens. */
export const Thumb = ({ title_id }: { title_id: string }): ReactNode => (
  <img className={css['thumb']} src={coverAt(title_id)} alt="" width={30} height={42} loading="lazy" />
)
