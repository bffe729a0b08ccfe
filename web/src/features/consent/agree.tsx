// Before the first child: what is kept here, and one button. And the banners that lead there again.
import { useQuery } from '@tanstack/react-query';
import type { Consents } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { UseCard } from './notice-list.tsx';
import { accountOf, consentsQuery, hasAgreed, noticeQuery, unsigned, useGive } from './queries.ts';
import './consent.css';

function AgreeButton({ consents }: { consents: Consents }) {
  const say = useWords();
  const give = useGive();
  const account = accountOf(consents);
  if (account === undefined) return null;
  return (
    <>
      {give.isError && <ProblemCard error={give.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={give.isPending}
          onPress={() => {
            give.mutate({ use: account, version: consents.notice_version });
          }}
        >
          {say(account.state === 'given' ? 'consent.read' : 'consent.agree')}
        </Button>
      </div>
    </>
  );
}

/** All that is on, and the question. What goes to another company is not asked for here. */
export function AskForConsent({ consents }: { consents: Consents }) {
  const say = useWords();
  const notice = useQuery(noticeQuery(say.language));
  return (
    <section className="stack consent-ask" aria-labelledby="consent-ask">
      <h2 id="consent-ask">{say(accountOf(consents)?.state === 'to_renew' ? 'consent.renew.title' : 'consent.ask.title')}</h2>
      {notice.data?.intro.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {consents.uses.map((use) => (
        <UseCard use={use} level={3} key={use.purpose + use.processor}>
          {use.needs_form && <p className="soft">{say('consent.ask.later')}</p>}
        </UseCard>
      ))}
      <AgreeButton consents={consents} />
    </section>
  );
}

/** Says that something waits for an answer, on every page. */
export function ConsentBanner() {
  const say = useWords();
  const { data } = useQuery(consentsQuery);
  if (data === undefined) return null;
  const renews = unsigned(data).some(({ state }) => state === 'to_renew' || state === 'outdated');
  if (!data.notice_changed && !renews && hasAgreed(data)) return null;
  if (!hasAgreed(data) && accountOf(data)?.state !== 'withdrawn' && accountOf(data)?.state !== 'to_renew') return null;
  const key = accountOf(data)?.state === 'withdrawn' ? 'consent.banner.stopped' : renews ? 'consent.banner.renew' : 'consent.banner.changed';
  return (
    <Notice tone="notice">
      <p>{say(key)}</p>
      <div className="row">
        <LinkButton to="/home/consent">{say('consent.banner.go')}</LinkButton>
      </div>
    </Notice>
  );
}

/** On the consent page: the notice says something else than when it was agreed to. */
export function ChangedNotice({ consents }: { consents: Consents }) {
  const say = useWords();
  if (!consents.notice_changed) return null;
  return (
    <Notice tone="notice">
      <p>{say('consent.changed')}</p>
      <AgreeButton consents={consents} />
    </Notice>
  );
}
