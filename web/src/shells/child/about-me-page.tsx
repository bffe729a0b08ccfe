// What Buddy knows about the child, the page that says how Buddy works, and what is left to Buddy with this child.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../../features/account/queries.ts';
import { AboutMe } from '../../features/data/about-me.tsx';
import { ChildDocument } from '../../features/documents/child-link.tsx';
import { OwnPowers } from '../../features/powers/own-powers.tsx';

export function AboutMePage({ help }: { help: ReactNode }) {
  const band = useQuery(sessionQuery).data?.child?.age_band;
  return (
    <AboutMe help={help} more={band !== undefined && <ChildDocument band={band} />}>
      <OwnPowers />
    </AboutMe>
  );
}
