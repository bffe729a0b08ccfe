// The frame of the pages for grown-ups at a desk, a guardian's and the staff's: a bar with the brand, and the page below it.
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../words/words.tsx';
import { Buddy } from './buddy.tsx';
import './desk.css';

/** `bar`: what stands beside the brand; `home`: where the brand leads. */
export function Desk({ home, bar, children }: { home: string; bar?: ReactNode; children: ReactNode }) {
  const say = useWords();
  return (
    <div className="desk">
      <a className="skip" href="#content">
        {say('app.skip')}
      </a>
      <header className="desk-bar">
        <Link className="desk-brand" href={home}>
          <Buddy size={34} />
          Buddy
        </Link>
        {bar}
      </header>
      <main className="desk-main" id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** Names the browser's tab; undefined: not known yet. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Buddy`;
  }, [title]);
}

/** The heading of a page, and the name of its tab. */
export function Title({ children }: { children: string }) {
  useTitle(children);
  return <h1>{children}</h1>;
}
