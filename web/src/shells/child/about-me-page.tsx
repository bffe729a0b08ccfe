// What Buddy knows about the child, and the page that says how Buddy works.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../../features/account/queries.ts';
import { AboutMe } from '../../features/data/about-me.tsx';
import { ChildDocument } from '../../features/documents/child-link.tsx';

export function AboutMePage({ help }: { help: ReactNode }) {
  const band = useQuery(sessionQuery).data?.child?.age_band;
  return <AboutMe help={help} more={band !== undefined && <ChildDocument band={band} />} />;
}
