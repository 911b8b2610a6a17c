import { Fragment } from 'react'

type OperationNameProps = { children: string }

/** The name of an operation, or words with one in them. With little room it breaks between its parts, not within one. */
export const OperationName = ({ children }: OperationNameProps) =>
  children.split(/\B(?=[A-Z][a-z])/).map((word, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a word is its place
    <Fragment key={at}>
      {at === 0 ? null : <wbr />}
      {word}
    </Fragment>
  ))
