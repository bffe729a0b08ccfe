// What one guardian asks about another, shown to all of them, with what each may answer.
import type { FamilyRequest, Household } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { dayText } from '../../components/moments.ts';
import { useWords } from '../../words/words.tsx';
import type { HouseholdChange } from './queries.ts';

type Answer = 'accept' | 'decline' | 'object' | 'take-back';

/** In the order in which they are offered. */
export function answersOf(request: FamilyRequest, you: string): Answer[] {
  if (request.is_disputed) return [];
  if (request.asked_by === you) return ['take-back'];
  if (request.kind === 'removal') return ['object'];
  return request.about === you ? ['accept', 'decline'] : [];
}

interface RequestsProps {
  household: Household;
  busy: boolean;
  change: (change: HouseholdChange) => void;
}

export function Requests({ household, busy, change }: RequestsProps) {
  const say = useWords();
  const you = household.grown_ups.find(({ is_you }) => is_you)?.id ?? '';
  const addressOf = (id: string) => household.grown_ups.find((each) => each.id === id)?.email ?? say('adults.somebody');
  if (household.requests.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="asked">
      <h2 id="asked">{say('adults.asked')}</h2>
      <ul className="grown-ups">
        {household.requests.map((each) => (
          <li key={each.id}>
            <p>
              {say(`adults.asked.${each.kind}`, {
                by: addressOf(each.asked_by),
                about: addressOf(each.about),
                when: dayText(each.due_at, say.language),
              })}
            </p>
            {each.is_disputed && <p className="soft">{say('adults.asked.disputed')}</p>}
            <div className="row">
              {answersOf(each, you).map((answer) => (
                <Button
                  key={answer}
                  look={answer === 'accept' || answer === 'object' ? 'primary' : 'quiet'}
                  busy={busy}
                  onPress={() => {
                    change({ kind: answer, request: each.id });
                  }}
                >
                  {say(`adults.${answer}`)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
