// Confirms the address with the token behind the # of the mail's link, which no server log ever sees.
import { useEffect, useRef, useState } from 'react';
import { LinkButton } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { useWords } from '../../words/words.tsx';
import { useVerifyEmail } from './queries.ts';

function takeToken(): string {
  const token = location.hash.replace(/^#(token=)?/, '');
  if (token !== '') history.replaceState(null, '', location.pathname);
  return decodeURIComponent(token);
}

export function VerifyEmail() {
  const say = useWords();
  const [token] = useState(takeToken);
  const verify = useVerifyEmail();
  const sent = useRef(false);
  const { mutate } = verify;

  useEffect(() => {
    if (token === '' || sent.current) return;
    sent.current = true;
    mutate(token);
  }, [token, mutate]);

  if (token === '') return <Notice tone="notice">{say('verify.none.detail')}</Notice>;
  if (verify.isSuccess) {
    return (
      <>
        <Notice tone="safe" live>
          <strong>{say('verify.done.title')}</strong>
          <p>{say('verify.done.detail')}</p>
        </Notice>
        <LinkButton to="/home" look="primary">
          {say('verify.done.go')}
        </LinkButton>
      </>
    );
  }
  if (verify.isError) {
    return (
      <>
        <Notice tone="notice" live>
          <strong>{say('verify.failed.title')}</strong>
          <p>{say('verify.failed.detail')}</p>
        </Notice>
        <LinkButton to="/home">{say('verify.done.go')}</LinkButton>
      </>
    );
  }
  return <Loading lines={2} />;
}
