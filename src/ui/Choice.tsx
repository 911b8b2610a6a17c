import { Icon, type IconName } from './Icon.tsx'

type ChoiceProps = {
  icon: IconName
  title: string
  detail: string
  /** What is happening since this was chosen. */
  busy?: string | undefined
  /** False while something that was chosen is under way: nothing else can be chosen then. */
  idle: boolean
  onClick: () => void
}

/** One of several things to choose from, as a button that says what it means. */
export const Choice = ({ icon, title, detail, busy, idle, onClick }: ChoiceProps) => (
  <button
    type="button"
    className={
      'grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3 rounded-md border border-line bg-raised px-3 ' +
      'py-2 text-left transition-colors not-aria-disabled:hover:border-edge aria-disabled:bg-transparent ' +
      'aria-disabled:not-aria-busy:text-muted'
    }
    aria-disabled={idle ? undefined : true}
    aria-busy={busy === undefined ? undefined : true}
    onClick={() => {
      if (idle) onClick()
    }}
  >
    <span className="grid size-9 place-items-center rounded-sm border border-line text-muted">
      <Icon name={icon} className="size-5" />
    </span>
    <span className="flex min-w-0 flex-col">
      <span className="font-semibold">{title}</span>
      <span className="text-sm text-muted">{busy ?? detail}</span>
    </span>
    <Icon name="chevron" className="size-4 text-muted" />
  </button>
)
