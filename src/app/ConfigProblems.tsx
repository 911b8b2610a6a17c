import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import type { ConfigProblem } from '../lib/configFile.ts'
import { expectedText, foundText } from '../lib/configWords.ts'
import { AppFrame } from '../ui/AppFrame.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row, Rows } from '../ui/Rows.tsx'

type ConfigProblemsProps = { problems: readonly ConfigProblem[] }

export const ConfigProblems = ({ problems }: ConfigProblemsProps) => (
  <AppFrame>
    <PageHeader
      title={t`Curfew’s configuration needs mending`}
      subtitle={t`Curfew reads config.json beside its page when it starts. Nothing was sent to Cognito.`}
    />
    <Panel
      flush
      footer={
        <Rows label={t`Problems in config.json`} cells={1}>
          {problems.map(({ field, found, expected, said }) => (
            <Problem
              key={`${field} ${expected}`}
              field={field}
              found={foundText(found)}
              expected={expectedText(expected, said)}
            />
          ))}
        </Rows>
      }
    />
  </AppFrame>
)

type ProblemProps = { field: string; found: string; expected: string }

const Problem = ({ field, found, expected }: ProblemProps) => (
  <Row
    title={<span className="font-mono text-sm">{field}</span>}
    detail={t`Expected: ${expected}`}
    cells={[
      <span key="found" className="text-sm">
        <Trans>
          Found: <span className="font-mono break-all">{found}</span>
        </Trans>
      </span>,
    ]}
  />
)
