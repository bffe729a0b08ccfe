// One grown-up: what it is to the family, what it sees or hears of, and what may be asked about it.
import { useState } from 'react';
import type { GrownUp, Hearing, Household, OversightLevel } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/field.tsx';
import { useWords } from '../../words/words.tsx';
import type { HouseholdChange } from './queries.ts';

export const levels: readonly OversightLevel[] = ['titles', 'summary', 'excerpts', 'transcript'];
export const hearings: readonly Hearing[] = ['grave', 'all'];

interface MemberRowProps {
  member: GrownUp;
  household: Household;
  guardians: readonly GrownUp[];
  busy: boolean;
  change: (change: HouseholdChange) => void;
}

type Step = 'removal' | 'hand_over' | 'let-go';

/** Which levels this one may be given by who is asking: its own narrower ones, another's wider ones. */
export function offered(member: GrownUp, guardians: number): OversightLevel[] {
  const now = levels.indexOf(member.visibility);
  if (member.is_you && guardians === 1) return [...levels];
  return levels.filter((_, index) => (member.is_you ? index <= now : index >= now));
}

function Sure({ step, member, onSure, onClose }: { step: Step; member: GrownUp; onSure: () => void; onClose: () => void }) {
  const say = useWords();
  return (
    <Dialog title={say(`adults.${step}`)} onClose={onClose}>
      <p>{say(`adults.${step}.what`, { email: member.email })}</p>
      <div className="row">
        <Button look={step === 'hand_over' ? 'primary' : 'danger'} onPress={onSure}>
          {say(`adults.${step}.do`)}
        </Button>
        <Button onPress={onClose}>{say('app.cancel')}</Button>
      </div>
    </Dialog>
  );
}

function View({ member, guardians, change }: Pick<MemberRowProps, 'member' | 'guardians' | 'change'>) {
  const say = useWords();
  if (member.role === 'trusted_adult') {
    return (
      <SelectField
        label={say('adults.hears', { email: member.email })}
        value={member.alerts}
        choices={hearings.map((value) => ({ value, label: say(`adults.alerts.${value}`) }))}
        onValue={(value) => {
          const alerts = hearings.find((each) => each === value);
          if (alerts !== undefined) change({ kind: 'alerts', whose: member.id, alerts });
        }}
      />
    );
  }
  const choices = offered(member, guardians.length);
  if (choices.length < 2) return <p>{say('adults.sees', { what: say(`adults.level.${member.visibility}`) })}</p>;
  return (
    <SelectField
      label={say('adults.sees.most', { email: member.email })}
      value={member.visibility}
      choices={choices.map((value) => ({ value, label: say(`adults.level.${value}`) }))}
      onValue={(value) => {
        const visibility = levels.find((each) => each === value);
        if (visibility !== undefined) change({ kind: 'visibility', whose: member.id, visibility });
      }}
    />
  );
}

export function MemberRow({ member, household, guardians, busy, change }: MemberRowProps) {
  const say = useWords();
  const [step, setStep] = useState<Step>();
  const you = household.grown_ups.find(({ is_you }) => is_you);
  const waits = (kind: 'removal' | 'hand_over') => household.requests.some((each) => each.kind === kind && each.about === member.id);
  const still = household.dispute !== null;
  const isOther = !member.is_you && !still;
  const ask = (next: Step) => (
    <Button
      look={next === 'hand_over' ? 'quiet' : 'danger'}
      busy={busy}
      aria-label={say(`adults.${next}.name`, { email: member.email })}
      onPress={() => {
        setStep(next);
      }}
    >
      {say(`adults.${next}`)}
    </Button>
  );
  return (
    <li>
      <strong>{member.is_you ? say('adults.you', { email: member.email }) : member.email}</strong>
      <p className="soft">{say(member.is_first ? 'adults.first' : `adults.role.${member.role}`)}</p>
      <View member={member} guardians={guardians} change={change} />
      {isOther && (
        <div className="row">
          {member.role === 'guardian' && you?.is_first === true && !waits('hand_over') && ask('hand_over')}
          {member.role === 'guardian' && !waits('removal') && ask('removal')}
          {member.role === 'trusted_adult' && ask('let-go')}
        </div>
      )}
      {step !== undefined && (
        <Sure
          step={step}
          member={member}
          onClose={() => {
            setStep(undefined);
          }}
          onSure={() => {
            setStep(undefined);
            change(step === 'let-go' ? { kind: 'let-go', whom: member.id } : { kind: step, about: member.id });
          }}
        />
      )}
    </li>
  );
}
