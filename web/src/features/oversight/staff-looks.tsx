// When staff opened what a child said: on the home page while it is news, on the child's page for as long as it is kept.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { StaffLook } from '../../api/types.ts';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { useWords } from '../../words/words.tsx';

const newsFor = 7 * 24 * 3600_000;

const staffLooksQuery = queryOptions({
  queryKey: ['staff-looks'],
  queryFn: async () => {
    const { looks } = await call('get', '/api/staff-looks');
    return looks.map((look) => ({ ...look, is_news: Date.now() - Date.parse(look.begun_at) < newsFor }));
  },
});

function useSentence(): (look: StaffLook) => string {
  const say = useWords();
  return (look) =>
    say('stafflook.line', {
      name: look.nickname,
      why: look.purpose,
      from: moment(look.begun_at, say.language),
      open: look.is_open ? 'yes' : 'no',
    });
}

/** Those of the last week. Silent when it cannot be read: it stands on the child's page as well. */
export function StaffLookNews() {
  const sentence = useSentence();
  const say = useWords();
  const looks = useQuery(staffLooksQuery);
  const news = looks.data?.filter(({ is_news }) => is_news) ?? [];
  if (news.length === 0) return null;
  return (
    <Notice tone="notice">
      {news.map((look) => (
        <p key={look.id}>{sentence(look)}</p>
      ))}
      <p className="soft">{say('stafflook.why')}</p>
    </Notice>
  );
}

export function StaffLooks({ child }: { child: string }) {
  const sentence = useSentence();
  const say = useWords();
  const looks = useQuery(staffLooksQuery);
  const own = looks.data?.filter(({ child_id }) => child_id === child) ?? [];
  return (
    <section className="card stack" aria-labelledby="staff-looks">
      <h2 id="staff-looks">{say('stafflook.title')}</h2>
      {looks.isSuccess && own.length === 0 && <p>{say('stafflook.none')}</p>}
      {own.length > 0 && (
        <ul>
          {own.map((look) => (
            <li key={look.id}>{sentence(look)}</li>
          ))}
        </ul>
      )}
      <p className="soft">{say('stafflook.why')}</p>
    </section>
  );
}
