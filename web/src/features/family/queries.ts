// The family, its children and their devices.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { Child, ChildChange, FamilyChange, NewChild } from '../../api/types.ts';

export const familyQuery = queryOptions({ queryKey: ['family'], queryFn: () => call('get', '/api/family') });

export const childrenQuery = queryOptions({
  queryKey: ['children'],
  queryFn: async () => (await call('get', '/api/children')).children,
});

/** The states of a country, where states make laws of their own. */
export function regionsQuery(country: string) {
  return queryOptions({
    queryKey: ['regions', country],
    queryFn: async () => (await call('get', '/api/law/regions', { query: { country } })).regions,
    staleTime: Infinity,
  });
}

export function devicesQuery(child: string) {
  return queryOptions({
    queryKey: ['devices', child],
    queryFn: async () => (await call('get', '/api/children/{child}/devices', { path: { child } })).devices,
  });
}

export function useChangeFamily() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FamilyChange) => call('patch', '/api/family', { body }),
    onSuccess: (family) => {
      client.setQueryData(familyQuery.queryKey, family);
      void client.invalidateQueries({ queryKey: ['powers'] });
    },
  });
}

export function useCreateChild() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewChild) => call('post', '/api/children', { body }),
    onSuccess: (child) => {
      client.setQueryData(childrenQuery.queryKey, (old: Child[] | undefined) => [...(old ?? []), child]);
    },
  });
}

export function useChangeChild(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChildChange) => call('patch', '/api/children/{child}', { path: { child }, body }),
    onSuccess: (changed) => {
      client.setQueryData(childrenQuery.queryKey, (old: Child[] | undefined) =>
        old?.map((each) => (each.id === changed.id ? changed : each)),
      );
    },
  });
}

export function useCreatePairingCode(child: string) {
  return useMutation({ mutationFn: () => call('post', '/api/children/{child}/pairing-codes', { path: { child } }) });
}

export function useRemoveDevice(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (device: string) => call('delete', '/api/children/{child}/devices/{device}', { path: { child, device } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: devicesQuery(child).queryKey });
      await client.invalidateQueries({ queryKey: childrenQuery.queryKey });
    },
  });
}
