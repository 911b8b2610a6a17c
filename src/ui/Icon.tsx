const paths = {
  laptop: 'M4.5 4.5h11v8h-11zM2.5 15.5h15',
  phone: 'M6.5 2.5h7v15h-7zM9.5 15h1',
  tablet: 'M4.5 2.5h11v15h-11zM9.25 15h1.5',
  unknown: 'M7.5 7.6a2.6 2.6 0 1 1 3.7 2.3c-.8.4-1.2.9-1.2 1.8M10 14.6v.1',
  copy: 'M7.5 7.5h9v9h-9zM13 4.5V3.5H3.5V13h1',
  check: 'm4 10.5 4 4 8-9',
  close: 'm5 5 10 10M15 5 5 15',
  chevron: 'm7.5 4.5 5.5 5.5-5.5 5.5',
  down: 'm5 7.5 5 5 5-5',
  up: 'm5 12.5 5-5 5 5',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  eyeOff: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM4 16 16 4',
  warn: 'M10 3 1.8 17h16.4zM10 8v4.2M10 14.6v.1',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v4.5M10 6.3v.1',
  stop: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v5M10 13.6v.1',
  done: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.5 10.2l2.5 2.5 4.5-5',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16.2 2.8v3.4h-3.4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  external: 'M8 4.5H4.5v11h11V12M11.5 4h4.5v4.5M16 4l-7 7',
  menu: 'M3 6h14M3 10h14M3 14h14',
  download: 'M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13',
  print: 'M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z',
  lock: 'M4.5 9h11v8.5h-11zM6.75 9V6.25a3.25 3.25 0 0 1 6.5 0V9M10 12.25v2',
  key: 'M6.75 13.5a3.5 3.5 0 1 1 3.25-4.8l7.5 0v2.6h-2v2h-2.6v-2H10a3.5 3.5 0 0 1-3.25 2.2zM6.25 10h.1',
  message: 'M3 4h14v9.5H9.5l-4 3.5v-3.5H3zM6.5 8.75h.1M10 8.75h.1M13.5 8.75h.1',
  mail: 'M2.5 4.5h15v11h-15zM2.75 5l7.25 6 7.25-6',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3 3.2-4.6 6.5-4.6s5.9 1.6 6.5 4.6',
} as const

export type IconName = keyof typeof paths

export const iconNames = Object.keys(paths) as readonly IconName[]

type IconProps = { name: IconName; className?: string | undefined }

/** Decoration only: the word beside it, or the control's own name, says what it means. */
export const Icon = ({ name, className = 'size-4' }: IconProps) => (
  <svg
    viewBox="0 0 20 20"
    className={`shrink-0 ${className}`}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
)
