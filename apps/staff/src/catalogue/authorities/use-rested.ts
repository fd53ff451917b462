import { useEffect, useState } from 'react'

/** What is typed, once the typing rests a little: so that not each key asks the server. */
export function useRested(typed: string, ms = 200): string {
  const [rested, setRested] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed.trim()), ms)
    return () => clearTimeout(timer)
  }, [typed, ms])
  return rested
}
