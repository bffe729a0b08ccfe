// Asks somebody to come: as a guardian, who decides with the others, or as a trusted adult, who only hears of alerts.
import { useState, type SubmitEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { useWords } from '../../words/words.tsx';
import { hearings, levels } from './member-row.tsx';
import type { HouseholdChange } from './queries.ts';

const roles = ['guardian', 'trusted_adult'] as const;

export function InviteForm({ busy, change }: { busy: boolean; change: (change: HouseholdChange) => void }) {
  const say = useWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('guardian');
  const [visibility, setVisibility] = useState(levels[levels.length - 1] ?? 'titles');
  const [alerts, setAlerts] = useState(hearings[0] ?? 'grave');
  const [tried, setTried] = useState(false);
  const fits = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fits) return;
    change({ kind: 'invite', body: { email: email.trim(), role, ...(role === 'guardian' ? { visibility } : { alerts }) } });
  };
  return (
    <section className="card stack" aria-labelledby="invite">
      <h2 id="invite">{say('adults.invite')}</h2>
      <p>{say('adults.invite.lead')}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label={say('adults.invite.email')}
          type="email"
          autoComplete="off"
          value={email}
          error={tried && !fits ? say('field.email') : undefined}
          onValue={setEmail}
        />
        <SelectField
          label={say('adults.invite.role')}
          value={role}
          detail={say(`adults.invite.role.${role}`)}
          choices={roles.map((value) => ({ value, label: say(`adults.role.${value}`) }))}
          onValue={(value) => {
            setRole(roles.find((each) => each === value) ?? 'guardian');
          }}
        />
        {role === 'guardian' ? (
          <SelectField
            label={say('adults.invite.sees')}
            value={visibility}
            detail={say('adults.invite.sees.detail')}
            choices={levels.map((value) => ({ value, label: say(`adults.level.${value}`) }))}
            onValue={(value) => {
              setVisibility(levels.find((each) => each === value) ?? 'titles');
            }}
          />
        ) : (
          <SelectField
            label={say('adults.invite.hears')}
            value={alerts}
            choices={hearings.map((value) => ({ value, label: say(`adults.alerts.${value}`) }))}
            onValue={(value) => {
              setAlerts(hearings.find((each) => each === value) ?? 'grave');
            }}
          />
        )}
        <div className="row">
          <Button type="submit" look="primary" busy={busy}>
            {say('adults.invite.do')}
          </Button>
        </div>
      </form>
    </section>
  );
}
