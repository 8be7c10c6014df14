/** Tells the shell that somebody is there, so that the application is not locked in the middle of work. */
import { useEffect } from 'react';

import { useShell } from './ipc/shell';

/** How often at most it is told, in milliseconds. */
const AT_MOST_EVERY = 15_000;

export function useActivity(): void {
  const shell = useShell();
  useEffect(() => {
    let told = -AT_MOST_EVERY;
    const listen = ({ timeStamp }: Event) => {
      if (timeStamp - told < AT_MOST_EVERY) return;
      told = timeStamp;
      // Not an act of the user: nothing that is shown depends on it.
      void shell.ask('is_active').catch(() => undefined);
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    events.forEach((event) => document.addEventListener(event, listen, { passive: true }));
    return () => events.forEach((event) => document.removeEventListener(event, listen));
  }, [shell]);
}
