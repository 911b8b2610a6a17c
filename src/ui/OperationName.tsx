import { Fragment } from 'react'

type OperationNameProps = { children: string }

/** The name of an operation. Where there is little room it breaks between its words, not within one. */
export const OperationName = ({ children }: OperationNameProps) =>
  children.split(/(?=[A-Z])/).map((word, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a word is its place
    <Fragment key={at}>
      {at === 0 ? null : <wbr />}
      {word}
    </Fragment>
  ))
