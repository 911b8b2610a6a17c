export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'default' | 'small' | 'inline'

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-lamp text-on-lamp border-transparent not-aria-disabled:hover:bg-lamp-lit aria-disabled:border-line',
  secondary: 'bg-raised text-ink border-line not-aria-disabled:hover:border-edge',
  quiet: 'text-lamp-ink border-transparent not-aria-disabled:hover:bg-lamp-tint',
  danger: 'bg-danger text-on-danger border-transparent not-aria-disabled:hover:bg-danger-lit aria-disabled:border-line',
}

const sizes: Record<ButtonSize, string> = {
  default: 'min-h-10 px-4 py-2 rounded-md',
  small: 'min-h-8 px-3 py-1 rounded-sm',
  // In a line of text or at the end of a heading: its words stand flush with what is above and below.
  inline: 'min-h-8 px-1.5 -mx-1.5 py-0.5 rounded-sm',
}

/** The look of a button, for links that are drawn as one. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: ButtonSize = 'default') =>
  `inline-flex items-center justify-center gap-2 border text-sm font-semibold text-center transition-colors print:hidden ` +
  `aria-disabled:bg-transparent aria-disabled:text-muted ` +
  `${sizes[size]} ${variants[variant]}`

/** For the links of the top bar; the router marks the current one with `aria-current="page"`. */
export const navLinkClass =
  'inline-flex min-h-9 items-center rounded-sm border border-transparent px-2.5 whitespace-nowrap text-muted ' +
  'hover:text-ink aria-[current=page]:border-line aria-[current=page]:bg-raised aria-[current=page]:text-ink'
