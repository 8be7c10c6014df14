/** Tells the shell that somebody is there, so that the application is not locked in the middle of work. */
import { useEffect, useEffectEvent } from 'react';

/** How often at most it is told, in milliseconds. */
const AT_MOST_EVERY = 15_000;

export function useActivity(tell: () => void): void {
  const onActive = useEffectEvent(tell);
  useEffect(() => {
    let told = -AT_MOST_EVERY;
    const listen = ({ timeStamp }: Event) => {
      if (timeStamp - told < AT_MOST_EVERY) return;
      told = timeStamp;
      onActive();
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    events.forEach((event) => document.addEventListener(event, listen, { passive: true }));
    return () => events.forEach((event) => document.removeEventListener(event, listen));
  }, []);
}
