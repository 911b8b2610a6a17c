type ProgressProps = { label: string; value?: number | undefined; max?: number | undefined; text?: string | undefined }

/** Without `value` it says that work goes on, not how far. */
export const Progress = ({ label, value, max = 1, text }: ProgressProps) => (
  <label className="flex flex-col gap-1.5 text-sm">
    <span className="flex flex-wrap justify-between gap-x-4">
      <span className="font-medium">{label}</span>
      {text === undefined ? null : <span className="text-muted">{text}</span>}
    </span>
    <progress
      value={value}
      max={max}
      className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-live [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-live"
    />
  </label>
)
