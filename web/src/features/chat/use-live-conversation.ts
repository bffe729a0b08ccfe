// Keeps the page in step with what the child does on another page: a turn that begins there is fetched and followed here.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addressOf } from '../../api/client.ts';
import { statusOf } from '../../api/problem.ts';
import { follow } from '../../api/sse.ts';
import { conversationQuery, conversationsQuery } from './queries.ts';

const channelName = 'buddy.conversations';

/** Tells the child's other pages that a conversation was opened, so that they can follow it. */
export function announceConversation(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('opened');
  channel.close();
}

export function useLiveConversation(conversation: string | undefined, isOwn: () => boolean): void {
  const client = useQueryClient();

  useEffect(() => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = () => void client.invalidateQueries({ queryKey: conversationsQuery.queryKey });
    return () => {
      channel.close();
    };
  }, [client]);

  useEffect(() => {
    if (conversation === undefined) return undefined;
    const controller = new AbortController();
    const refresh = () => {
      if (!isOwn()) void client.invalidateQueries({ queryKey: conversationQuery(conversation).queryKey });
    };
    let first = true;
    void follow(addressOf('/api/conversations/{conversation}/live', { conversation }), controller.signal, {
      open: () => {
        if (!first) refresh();
        first = false;
      },
      event: refresh,
      lost: (error) => {
        if (statusOf(error) === 401) void client.invalidateQueries({ queryKey: ['session'] });
      },
    });
    return () => {
      controller.abort();
    };
  }, [client, conversation, isOwn]);
}
