// Where help can be reached: lines of the country, someone you trust, and a minute of breathing.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
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
  children?: ReactNode;
}

export function HelpPanel(props: HelpPanelProps) {
  const say = useWords();
  const [chosen, setChosen] = useState<string>();
  const country = chosen ?? props.country;
  const help = useQuery(helpQuery(country));
  const known = help.data?.country ?? country ?? '';
  const countries = help.data?.countries ?? [];

  return (
    <div className="stack help-panel">
      <p>{say('help.lead')}</p>
      {props.children}
      <section className="stack-tight" aria-label={say('help.lines')}>
        {help.isPending && <Loading lines={4} />}
        {help.isError && <Notice tone="notice">{say('help.offline')}</Notice>}
        {help.data !== undefined && known !== '' && help.data.lines.length === 0 && <Notice>{say('help.none')}</Notice>}
        <HelpLines lines={help.data?.lines ?? []} />
      </section>
      {help.data !== undefined && (
        <SelectField
          label={say(known === '' ? 'help.country' : 'help.others')}
          detail={known === '' ? say('help.country.detail') : undefined}
          value={countries.includes(known) ? known : ''}
          empty={say('help.country.choose')}
          choices={countryChoices(say.language, countries)}
          onValue={(value) => {
            setChosen(value === '' ? undefined : value);
          }}
        />
      )}
      <section className="stack-tight">
        <h3>{say('help.people')}</h3>
        <TrustedPeople names={props.people} />
      </section>
      <Breathing />
    </div>
  );
}
