import { signal } from '@preact/signals';
import type { Lever } from '../../api.ts';
import { request } from '../client.ts';

/** The levers of the local stack; `null` until they were read. */
export const levers = signal<readonly Lever[] | null>(null);

export async function readLevers(): Promise<void> {
  levers.value = await request<readonly Lever[]>('/api/levers');
}

export async function pull(id: string, value: Lever['value']): Promise<void> {
  levers.value = await request<readonly Lever[]>(`/api/levers/${encodeURIComponent(id)}`, {
    method: 'POST',
    body: { value },
  });
}
