// Where help can be reached: lines of the country, someone you trust, and a minute of breathing.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Help } from '../../api/types.ts';
import { Breathing } from '../../components/breathing.tsx';
import { countryChoices } from '../../components/countries.ts';
import { SelectField } from '../../components/field.tsx';
import { HelpLines, TrustedPeople } from '../../components/help-lines.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { useWords } from '../../words/words.tsx';
import { helpQuery } from './queries.ts';
import './help-panel.css';

interface HelpPanelProps {
  /** The child's country if it is known; otherwise the page asks. */
  country?: string | undefined;
  people: readonly string[];
  /** Today's help card, when there is one. */
  children?: ReactNode | undefined;
}

function Lines({ help, known }: { help: UseQueryResult<Help>; known: string }) {
  const say = useWords();
  if (help.isPending) return <Loading lines={4} />;
  if (help.isError) return <Notice tone="notice">{say('help.offline')}</Notice>;
  if (known !== '' && help.data.lines.length === 0) return <Notice>{say('help.none')}</Notice>;
  return <HelpLines lines={help.data.lines} />;
}

function CountryChoice(props: { known: string; countries: readonly string[]; onChoose: (country: string | undefined) => void }) {
  const say = useWords();
  const asked = props.known === '';
  return (
    <SelectField
      label={say(asked ? 'help.country' : 'help.others')}
      detail={asked ? say('help.country.detail') : undefined}
      value={props.countries.includes(props.known) ? props.known : ''}
      empty={say('help.country.choose')}
      choices={countryChoices(say.language, props.countries)}
      onValue={(value) => {
        props.onChoose(value === '' ? undefined : value);
      }}
    />
  );
}

export function HelpPanel(props: HelpPanelProps) {
  const say = useWords();
  const [chosen, setChosen] = useState<string>();
  const country = chosen ?? props.country;
  const help = useQuery(helpQuery(country));
  const known = help.data?.country ?? country ?? '';
  // Today's card shows the same lines already.
  const shown = props.children === undefined || chosen !== undefined;

  return (
    <div className="stack help-panel">
      <p>{say('help.lead')}</p>
      {props.children}
      {shown && (
        <section className="stack-tight" aria-label={say('help.lines')}>
          <Lines help={help} known={known} />
        </section>
      )}
      {help.data !== undefined && <CountryChoice known={known} countries={help.data.countries} onChoose={setChosen} />}
      {props.children === undefined && (
        <section className="stack-tight">
          <h2>{say('help.people')}</h2>
          <TrustedPeople names={props.people} />
        </section>
      )}
      <Breathing />
    </div>
  );
}
