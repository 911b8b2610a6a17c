type KeyProps = { children: string }

/** A key, or keys one after the other, as they stand on the keyboard. */
export const Key = ({ children }: KeyProps) => (
  <kbd className="inline-flex gap-1 font-sans">
    {children.split(' ').map((key, at) => (
      <span key={`${at} ${key}`} className="min-w-6 rounded-sm border border-line bg-raised px-1.5 text-center text-xs">
        {key}
      </span>
    ))}
  </kbd>
)
