import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { Lifeline } from '../../ui/Lifeline.tsx'
import type { LifelineState } from '../../ui/lifelineWords.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { Cell, ColumnHead, RowHead, Table, TableRow } from '../../ui/Table.tsx'

const minute = 60_000
const began = Date.UTC(2026, 10, 21, 13, 32)
const at = (minutes: number) => new Date(began + minutes * minute)
const now = at(31)
const offlineUntil = at(60)
const rows = [
  { name: 'Refresh', issuedAt: at(0), expiresAt: at(30 * 24 * 60), approximate: true },
  { name: 'Access', issuedAt: at(0), expiresAt: at(60), approximate: false },
  { name: 'ID', issuedAt: at(0), expiresAt: at(60), approximate: false },
]
/** What a cut leaves: servers that check offline go on until the expiry. */
const after = rows.map((row) => (row.name === 'Access' ? { ...row, offlineUntil } : row))
const lifelines: readonly { name: string; state: LifelineState; cut?: { at: Date; label: string } }[] = [
  { name: 'A live session', state: 'live' },
  { name: 'Ending: Cognito has not been told yet', state: 'ending', cut: { at: at(30), label: 'asked for' } },
  { name: 'Ended', state: 'ended', cut: { at: at(30), label: 'signed out' } },
]

/** The lifeline, the evidence, and the ways in which facts are laid out. */
export const Pictures = () => (
  <>
    {lifelines.map(({ name, state, cut }) => (
      <Panel key={name} title={name}>
        <Lifeline rows={state === 'live' ? rows : after} now={now} state={state} label={name} {...(cut && { cut })} />
      </Panel>
    ))}
    <Panel title="Evidence" flush>
      <Ladder
        steps={[
          { label: 'Requested', state: 'done', at: at(30) },
          { label: 'Accepted by Cognito', state: 'pending', detail: 'Cognito is busy' },
          { label: 'Observed refused', state: 'not possible', detail: 'There is no token to ask with' },
        ]}
      />
    </Panel>
    <Panel title="What still works" flush>
      <StillWorksRows
        now={() => now}
        overText="Ends at once"
        lines={[
          { title: 'New tokens by refresh', why: 'The refresh token will be refused', state: 'over' },
          {
            title: 'Servers that check tokens offline',
            why: 'They look at the expiry only',
            state: 'until',
            until: at(60),
          },
          { title: 'Tokens of the other devices', why: 'Cognito’s list takes a few seconds', state: 'ending' },
          { title: 'Cognito’s own user operations', why: 'There is no token to try', state: 'accepted' },
          { title: 'AWS credentials', why: 'They have expired', state: 'expired' },
          { title: 'The provider’s own session', why: 'Sign out there as well', state: 'stays' },
        ]}
      />
    </Panel>
    <Panel
      title="Facts"
      flush
      footer={
        <Facts
          facts={[
            { label: 'Family', value: <Identifier value="8f2c41aa-5b1e-4f0e-9d09-3c5d09bd09b1" of="family id" /> },
            { label: 'Can be revoked', value: 'Yes', hint: 'On its own, by RevokeToken' },
            { label: 'Pool', value: <Identifier value="us-east-1_Demo00001" of="pool id" whole /> },
          ]}
        />
      }
    />
    <Panel title="Rows" flush>
      <Rows cells={2} bare>
        <Row
          icon="laptop"
          title="Chrome 156 on macOS"
          detail="Storefront · started 13:32 today"
          cells={['Seattle, United States', 'Active now']}
        />
        <Row
          icon="phone"
          title="Safari 26 on iPhone"
          detail="Storefront · started 12 Nov"
          cells={['Portland, United States', '2 hours ago']}
        />
      </Rows>
    </Panel>
    <Table caption="A table" showCaption>
      <thead>
        <tr>
          <ColumnHead sorted="ascending" onSort={() => undefined}>
            App client
          </ColumnHead>
          <ColumnHead>Pool</ColumnHead>
          <ColumnHead numeric>Access</ColumnHead>
        </tr>
      </thead>
      <tbody>
        {['Back office', 'Kiosk', 'Storefront'].map((name) => (
          <TableRow key={name}>
            <RowHead>{name}</RowHead>
            <Cell>demo</Cell>
            <Cell numeric>60 min</Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  </>
)
