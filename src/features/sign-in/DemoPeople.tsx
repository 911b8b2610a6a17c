import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Config } from '../../lib/config.ts'
import { wordsIn } from '../../lib/deployment.ts'
import { language } from '../../lib/language.ts'
import { Button } from '../../ui/Button.tsx'

type Person = NonNullable<Config['demo']>['people'][number]

type DemoPeopleProps = { people: readonly Person[]; busy: boolean; onPick: (person: Person) => void }

export const DemoPeople = ({ people, busy, onPick }: DemoPeopleProps) => (
  <section aria-labelledby="demo-people" className="flex flex-col gap-3 border-t border-line pt-5">
    <div>
      <h2 id="demo-people" className="font-semibold">
        <Trans>Or look around as</Trans>
      </h2>
      <p className="text-sm text-muted">{t`This is a demo pool on an emulator; nothing here reaches AWS.`}</p>
    </div>
    <ul className="flex flex-col gap-3">
      {people.map((person) => (
        <li key={person.username} className="flex flex-col">
          <Button
            blocked={busy ? t`A sign-in is under way` : undefined}
            reason="tip"
            aria-describedby={person.shows === undefined ? undefined : `shows-${person.username}`}
            onClick={() => onPick(person)}
          >
            <span>
              <bdi>{person.label}</bdi>
              <span className="font-normal text-muted">, {wordsIn(language, person.role)}</span>
            </span>
          </Button>
          {person.shows === undefined ? null : (
            <p id={`shows-${person.username}`} className="mt-1.5 text-xs text-muted">
              {wordsIn(language, person.shows)}
            </p>
          )}
        </li>
      ))}
    </ul>
  </section>
)
