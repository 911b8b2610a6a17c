import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { buttonClass } from './buttonClass.ts'
import { Icon } from './Icon.tsx'

type CopyButtonProps = {
  /** What is copied, or a function that makes it at that moment. */
  value: string | (() => string)
  /** What the button is called, and what stands on it unless `iconOnly`: "Copy family id". */
  label?: string | undefined
  iconOnly?: boolean | undefined
  /** A full button, to stand beside others. */
  large?: boolean | undefined
}

const outcomes = { copied: t`Copied`, failed: t`Could not copy` } as const

export const CopyButton = ({ value, label = t`Copy`, iconOnly, large }: CopyButtonProps) => {
  const [outcome, setOutcome] = useState<keyof typeof outcomes | ''>('')

  const said = outcome === '' ? '' : outcomes[outcome]

  useEffect(() => {
    if (outcome === '') return undefined
    const timer = setTimeout(() => setOutcome(''), 2500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : value())
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }

  return (
    <span className="relative inline-flex align-middle print:hidden">
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={iconOnly ? label : undefined}
        className={
          large
            ? `${buttonClass()} w-full`
            : 'inline-flex items-center justify-center gap-1.5 rounded-sm text-muted hover:text-ink ' +
              (iconOnly
                ? 'size-6'
                : 'min-h-8 border border-line bg-raised px-2.5 text-xs font-medium hover:border-edge')
        }
      >
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} className={iconOnly ? 'size-4' : 'size-3.5'} />
        {iconOnly ? null : said || label}
      </button>
      <output
        className={
          iconOnly && outcome
            ? 'absolute top-0.5 left-full z-10 rounded-sm bg-ink px-1.5 font-sans text-xs whitespace-nowrap text-ground'
            : 'sr-only'
        }
      >
        {said}
      </output>
    </span>
  )
}
