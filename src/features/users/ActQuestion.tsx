import { Plural, Trans } from '@lingui/react/macro'

import { deviceName, deviceText } from '../../lib/sessionWords.ts'
import type { Wanted } from './actWords.ts'

type ActQuestionProps = { wanted: Wanted; username: string }

/** What the dialog asks before an operator acts on a user. */
export const ActQuestion = ({ wanted, username }: ActQuestionProps) => {
  const [first] = wanted.acts
  const count = wanted.acts.length
  const user = isolated(username)
  switch (first?.do) {
    case 'sign out':
      return <Trans>Sign out {user} everywhere?</Trans>
    case 'disable':
      return <Trans>Disable {user}?</Trans>
    case 'enable':
      return <Trans>Enable {user}?</Trans>
    case 'reset password':
      return <Trans>Reset the password of {user}?</Trans>
    case 'forget device': {
      const device = isolated(deviceName(first))
      return (
        <Trans>
          Forget {device} of {user}?
        </Trans>
      )
    }
    case 'end session': {
      const device = isolated(deviceText(first.device))
      return count === 1 ? (
        <Trans>
          Sign out {device} of {user}?
        </Trans>
      ) : (
        <Plural
          value={count}
          one={<Trans>Sign out # session of {user}?</Trans>}
          other={<Trans>Sign out # sessions of {user}?</Trans>}
        />
      )
    }
    case 'forget devices':
    case undefined:
      return <Trans>Forget the devices of {user}?</Trans>
    default:
      return first satisfies never
  }
}

/** A name that anybody may have chosen. As an element it cannot be taken for the markup of its sentence. */
const isolated = (name: string) => <bdi className="wrap-anywhere">{name.slice(0, 200)}</bdi>
