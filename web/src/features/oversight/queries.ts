// Alerts as they come, and the moods of a week.
import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { call } from '../../api/client.ts';
import { statusOf } from '../../api/problem.ts';
import { follow } from '../../api/sse.ts';
import type { Alert, AlertPreferences, AlertVerdict } from '../../api/types.ts';

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async () => (await call('get', '/api/alerts')).alerts,
});

export function moodsQuery(child: string, until?: string) {
  return queryOptions({
    queryKey: ['moods', child, until ?? ''],
    queryFn: () => call('get', '/api/children/{child}/moods', { path: { child }, query: until === undefined ? {} : { until } }),
    staleTime: 5 * 60_000,
  });
}

/** Unacknowledged ones first, then newest first; each alert once, in its latest state. */
export function withAlert(alerts: readonly Alert[], fresh: Alert): Alert[] {
  const rest = alerts.filter(({ id }) => id !== fresh.id);
  return [...rest, fresh].sort((a, b) => {
    const open = Number(a.acknowledged_at !== null) - Number(b.acknowledged_at !== null);
    return open === 0 ? b.raised_at.localeCompare(a.raised_at) : open;
  });
}

function keepAlert(client: QueryClient, fresh: Alert): void {
  client.setQueryData(alertsQuery.queryKey, (old: Alert[] | undefined) => withAlert(old ?? [], fresh));
}

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alert, verdict }: { alert: string; verdict: AlertVerdict }) =>
      call('put', '/api/alerts/{alert}/acknowledgement', { path: { alert }, body: { verdict } }),
    onSuccess: (fresh) => {
      keepAlert(client, fresh);
    },
  });
}

const sighted = new Set<string>();

/** Notes once that this page has shown an open alert: at least half of it, for a person who looks. */
export function useSighting(alert: string, open: boolean): RefObject<HTMLElement | null> {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = card.current;
    if (!open || element === null || sighted.has(alert)) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true || document.visibilityState !== 'visible' || sighted.has(alert)) return;
        sighted.add(alert);
        call('put', '/api/alerts/{alert}/sighting', { path: { alert } }).catch(() => {
          sighted.delete(alert);
        });
      },
      { threshold: [0, 0.5] },
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, [alert, open]);
  return card;
}

export const preferencesQuery = queryOptions({ queryKey: ['alert-preferences'], queryFn: () => call('get', '/api/alert-preferences') });

export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { deliveries?: Record<string, AlertPreferences['kinds'][number]['delivery']>; weekly_digest?: boolean }) =>
      call('patch', '/api/alert-preferences', { body }),
    onSuccess: (fresh) => {
      client.setQueryData(preferencesQuery.queryKey, fresh);
    },
  });
}

/** Follows new alerts for as long as the page is open. */
export function useLiveAlerts(): { connected: boolean; newest: Alert | undefined } {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [newest, setNewest] = useState<Alert>();

  useEffect(() => {
    const controller = new AbortController();
    let losses = 0;
    void follow('/api/alerts/live', controller.signal, {
      open: () => {
        setConnected(true);
        if (losses > 0) void client.invalidateQueries({ queryKey: alertsQuery.queryKey });
      },
      lost: (error) => {
        losses += 1;
        setConnected(false);
        if (statusOf(error) === 401) void client.invalidateQueries({ queryKey: ['session'] });
      },
      event: (event) => {
        if (event.name !== 'alert') return;
        const alert = JSON.parse(event.body) as Alert;
        const known = client.getQueryData(alertsQuery.queryKey)?.some(({ id }) => id === alert.id) === true;
        void client.cancelQueries({ queryKey: alertsQuery.queryKey });
        keepAlert(client, alert);
        if (!known && alert.acknowledged_at === null) setNewest(alert);
      },
    });
    return () => {
      controller.abort();
    };
  }, [client]);

  return { connected, newest };
}
