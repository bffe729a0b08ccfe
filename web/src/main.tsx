import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { statusOf } from './api/problem.ts';
import { App } from './app.tsx';
import { watchTheme } from './components/theme.ts';
import './styles/base.css';

watchTheme();

// A session that has ended is noticed wherever it shows first; the shells then ask to sign in again.
const onError = (error: unknown) => {
  if (statusOf(error) === 401) void client.invalidateQueries({ queryKey: ['session'] });
};

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      retry: (count, error) => count < 2 && (statusOf(error) ?? 500) >= 500,
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
