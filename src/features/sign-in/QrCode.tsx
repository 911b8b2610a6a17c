import { t } from '@lingui/core/macro'
import { encode } from 'uqr'

type QrCodeProps = { text: string }

/** A QR code as one path. Dark on light in both themes: many cameras read nothing else. */
export const QrCode = ({ text }: QrCodeProps) => {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter((square) => square !== '')
    .join('')
  return (
    <svg
      role="img"
      aria-label={t`QR code of the secret below`}
      viewBox={`0 0 ${size} ${size}`}
      className="size-full"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
