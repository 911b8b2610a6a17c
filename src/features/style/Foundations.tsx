import { Icon, iconNames } from '../../ui/Icon.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Specimen, Specimens } from './Specimen.tsx'

/** Written out, because only classes that stand in the code have rules. */
const colours = [
  ['ground', 'bg-ground'],
  ['surface', 'bg-surface'],
  ['raised', 'bg-raised'],
  ['line', 'bg-line'],
  ['edge', 'bg-edge'],
  ['ink', 'bg-ink'],
  ['muted', 'bg-muted'],
  ['lamp', 'bg-lamp'],
  ['lamp ink', 'bg-lamp-ink'],
  ['lamp tint', 'bg-lamp-tint'],
  ['live', 'bg-live'],
  ['live tint', 'bg-live-tint'],
  ['ended', 'bg-ended'],
  ['danger', 'bg-danger'],
  ['danger tint', 'bg-danger-tint'],
] as const

const sizes = [
  ['Page title, 26', 'text-xl font-semibold'],
  ['Dialog title, 18', 'text-lg font-semibold'],
  ['Body, 15', 'text-base'],
  ['Detail, 13.5', 'text-sm'],
  ['Label, 12.5', 'text-xs'],
] as const

/** Colours, type and icons: what everything else is made of. */
export const Foundations = () => (
  <>
    <Panel title="Colours" flush>
      <Specimens>
        {colours.map(([name, fill]) => (
          <Specimen key={name} name={name}>
            <div className={`h-12 rounded-md border border-edge ${fill}`} />
          </Specimen>
        ))}
      </Specimens>
    </Panel>
    <Panel title="Type" flush>
      <Specimens>
        {sizes.map(([name, size]) => (
          <Specimen key={name} name={name} wide>
            <p className={size}>Ends sessions, and proves that they ended at 14:32</p>
          </Specimen>
        ))}
        <Specimen name="Identifiers, 13" wide>
          <p className="font-mono text-sm">us-east-1_Demo00001 · 8f2c41d09b</p>
        </Specimen>
        <Specimen name="Other scripts" wide>
          <p>
            <bdi>نور الهدى بنت عبد الرحمن</bdi> · <bdi>田中 由紀</bdi> · <bdi>Tomás Herrera</bdi>
          </p>
        </Specimen>
      </Specimens>
    </Panel>
    <Panel title="Icons" flush>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-4 p-6 max-md:p-4">
        {iconNames.map((name) => (
          <li key={name} className="flex items-center gap-2 text-sm text-muted">
            <Icon name={name} className="size-5 text-ink" />
            {name}
          </li>
        ))}
      </ul>
    </Panel>
  </>
)
