import type { ConfigProblem } from '../lib/config.ts'
import { AppFrame } from '../ui/AppFrame.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row, Rows } from '../ui/Rows.tsx'

type ConfigProblemsProps = { problems: readonly ConfigProblem[] }

export const ConfigProblems = ({ problems }: ConfigProblemsProps) => (
  <AppFrame>
    <PageHeader
      title="Curfew’s configuration needs mending"
      subtitle="Curfew reads config.json beside its page when it starts. Nothing was sent to Cognito."
    />
    <Panel
      flush
      footer={
        <Rows label="Problems in config.json" cells={1}>
          {problems.map(({ field, found, expected }) => (
            <Row
              key={`${field} ${expected}`}
              title={<span className="font-mono text-sm">{field}</span>}
              detail={<>Expected: {expected}</>}
              cells={[
                <span key="found" className="text-sm">
                  Found: <span className="font-mono break-all">{found}</span>
                </span>,
              ]}
            />
          ))}
        </Rows>
      }
    />
  </AppFrame>
)
