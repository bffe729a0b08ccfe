// A big code with a countdown. The page notices by itself when the device has been paired.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Child } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { childrenQuery, devicesQuery, useCreatePairingCode } from './queries.ts';
import './family.css';

const lookEvery = 15_000;

function useSecondsUntil(moment: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return moment === undefined ? 0 : Math.max(0, Math.round((Date.parse(moment) - now) / 1000));
}

/** True once a device is there that was not when the dialog opened. */
function useNewDevice(child: string): boolean {
  const client = useQueryClient();
  const known = useRef<Set<string>>(undefined);
  const [paired, setPaired] = useState(false);
  const devices = useQuery({ ...devicesQuery(child), staleTime: 0, refetchInterval: paired ? false : lookEvery });
  useEffect(() => {
    if (devices.data === undefined) return;
    const ids = devices.data.map(({ id }) => id);
    known.current ??= new Set(ids);
    if (paired || ids.every((id) => known.current?.has(id) === true)) return;
    setPaired(true);
    void client.invalidateQueries({ queryKey: childrenQuery.queryKey });
  }, [client, devices.data, paired]);
  return paired;
}

export function PairDialog({ child, onClose }: { child: Child; onClose: () => void }) {
  const say = useWords();
  const create = useCreatePairingCode(child.id);
  const seconds = useSecondsUntil(create.data?.expires_at);
  const paired = useNewDevice(child.id);
  const asked = useRef(false);
  const { mutate } = create;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    mutate();
  }, [mutate]);

  const again = () => {
    create.mutate();
  };
  const name = child.nickname;
  const code = create.data?.code ?? '';
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

  return (
    <Dialog title={say('pairing.title', { name })} onClose={onClose}>
      {paired && (
        <Notice tone="safe" live>
          <strong>{say('pairing.done', { name })}</strong>
        </Notice>
      )}
      {create.isPending && <Loading lines={4} />}
      {create.isError && <ProblemCard error={create.error} onRetry={again} />}
      {create.isSuccess && !paired && (
        <div className="pairing">
          <p>{say('pairing.lead', { name })}</p>
          <p className="pairing-address">{location.origin}</p>
          <p>{say('pairing.then')}</p>
          {seconds > 0 ? (
            <>
              <p className="pairing-code" aria-label={say('pairing.code', { code: code.split('').join(' ') })} role="img">
                {code.slice(0, 3)} {code.slice(3)}
              </p>
              <p className="soft">{say('pairing.left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}</p>
            </>
          ) : (
            <>
              <p>{say('pairing.over')}</p>
              <Button look="primary" onPress={again}>
                {say('pairing.again')}
              </Button>
            </>
          )}
          {loopback && <p className="soft">{say('pairing.loopback')}</p>}
        </div>
      )}
      <div className="row">
        <Button onPress={onClose}>{say('app.close')}</Button>
      </div>
    </Dialog>
  );
}
