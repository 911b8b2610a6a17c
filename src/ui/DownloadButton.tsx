import { Button, type ButtonProps } from './Button.tsx'
import { Icon } from './Icon.tsx'

type DownloadButtonProps = Omit<ButtonProps, 'onClick' | 'type' | 'content'> & {
  /** The file's name, with its ending. */
  file: string
  /** "application/json", "text/csv", "text/plain". */
  media: string
  /** Makes what is in the file, at that moment. */
  content: () => string
}

export const DownloadButton = ({ file, media, content, children, ...rest }: DownloadButtonProps) => (
  <Button
    {...rest}
    onClick={() => {
      const url = URL.createObjectURL(new Blob([content()], { type: `${media};charset=utf-8` }))
      const link = document.createElement('a')
      link.href = url
      link.download = file
      link.click()
      // The browser has taken hold of the file by the next turn.
      setTimeout(() => URL.revokeObjectURL(url))
    }}
  >
    <Icon name="download" />
    {children}
  </Button>
)
