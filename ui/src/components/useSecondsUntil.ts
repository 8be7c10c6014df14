/** The whole seconds until a time, counted down. Nothing is left where there is no time, or it has passed. */
import { useSyncExternalStore } from 'react';

const LOOK_EVERY_MS = 250;

export function useSecondsUntil(time: string | null): number {
  return useSyncExternalStore(time === null ? never : often, () => secondsUntil(time));
}

function secondsUntil(time: string | null): number {
  return time === null ? 0 : Math.max(0, Math.ceil((Date.parse(time) - Date.now()) / 1000));
}

function often(look: () => void): () => void {
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function never(): () => void {
  return () => undefined;
}
