import { t } from '@lingui/core/macro'
import { type FormEvent, type FormEventHandler, useState } from 'react'
import { flushSync } from 'react-dom'

type Control = HTMLInputElement | HTMLTextAreaElement
type Handlers = {
  onInvalid?: FormEventHandler<Control> | undefined
  onInput?: FormEventHandler<Control> | undefined
}

/**
 * A field that has to be filled in and is not says so beside itself, in the language of the page, and has focus: the
 * browser's own bubble has a language of its own, and is gone after a moment. The browser looks before a form is sent.
 * @param text what it says
 */
export function useEmpty({ onInvalid, onInput }: Handlers, text = t`Fill this in first.`) {
  const [isEmpty, setEmpty] = useState(false)
  return {
    error: isEmpty ? text : undefined,
    handlers: {
      onInvalid: (event: FormEvent<Control>) => {
        onInvalid?.(event)
        const control = event.currentTarget
        if (!control.validity.valueMissing) return
        event.preventDefault()
        const isFirst = (control.form ?? document).querySelector(':is(input, textarea):invalid') === control
        // First what it says, then the focus: whoever hears the field named hears why as well.
        flushSync(() => setEmpty(true))
        if (isFirst) control.focus()
      },
      onInput: (event: FormEvent<Control>) => {
        onInput?.(event)
        setEmpty(false)
      },
    },
  }
}

/** Whether nothing but blanks stands in a field, which then says so. */
export function isBlank(field: Control): boolean {
  if (field.value.trim() !== '') return false
  field.value = ''
  return !field.checkValidity()
}
