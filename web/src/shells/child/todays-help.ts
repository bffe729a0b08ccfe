// The help card of today stays within reach, whichever conversation it came in. Nothing about it is kept on the device.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { NoticeEvent } from '../../api/types.ts';
import { conversationQuery, conversationsQuery } from '../../features/chat/queries.ts';

export function isToday(moment: string | null): boolean {
  return moment !== null && new Date(moment).toDateString() === new Date().toDateString();
}

const looked = 3;

export function useTodaysHelp(): NoticeEvent | undefined {
  const conversations = useQuery(conversationsQuery);
  const today = (conversations.data ?? []).filter((each) => isToday(each.last_turn_at)).slice(0, looked);
  return useQueries({
    queries: today.map(({ id }) => conversationQuery(id)),
    combine: (results) =>
      results
        .flatMap(({ data }) => data?.turns ?? [])
        .filter((turn) => isToday(turn.started_at))
        .flatMap((turn) => turn.notices)
        .findLast(({ kind }) => kind === 'help'),
  });
}
