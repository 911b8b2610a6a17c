import { useEffect, useEffectEvent, useState } from 'react'

import { TextField } from './TextField.tsx'

type SearchFieldProps = {
  label: string
  placeholder?: string | undefined
  className?: string | undefined
  maxLength?: number | undefined
  /** What is searched for now. */
  value: string
  /** Hears of a text once typing rests. */
  onSearch: (text: string) => void
}

/** How long typing rests before it is searched for, in milliseconds. */
const restMs = 150

/**
 * What is typed shows at once, and is searched for when typing rests: however much there is to search through, the field
 * keeps up with the keys, and the caret stays where it is.
 */
export const SearchField = ({ value, onSearch, ...rest }: SearchFieldProps) => {
  const [typed, setTyped] = useState(value)
  const [given, setGiven] = useState(value)
  const [asked, setAsked] = useState(value)
  if (given !== value) {
    setGiven(value)
    // An answer to what was asked here may come when more has been typed. Anything else has changed the search itself.
    if (value !== asked) {
      setAsked(value)
      setTyped(value)
    }
  }
  const search = (text: string) => {
    if (text === value) return
    setAsked(text)
    onSearch(text)
  }
  const onRest = useEffectEvent(search)
  useEffect(() => {
    const timer = setTimeout(() => onRest(typed), restMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextField
      {...rest}
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      // Whoever goes on to something else is done typing.
      onBlur={() => search(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(typed)
      }}
    />
  )
}
