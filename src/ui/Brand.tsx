type BrandProps = { className?: string | undefined }

export const Brand = ({ className = '' }: BrandProps) => (
  <span className={`inline-flex items-center gap-2.5 font-semibold ${className}`}>
    <svg viewBox="0 0 22 22" className="size-5.5" fill="none" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <circle cx="11" cy="11" r="9" stroke="currentColor" strokeWidth="1.75" />
      <path d="M11 5.5V11l4 2.3" className="stroke-lamp-line" strokeWidth="2" />
    </svg>
    Curfew
  </span>
)
