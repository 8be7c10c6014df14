/** The time, as exactly as days need it: the window may stand open for weeks. */
import { useEffect, useState } from 'react';

const AN_HOUR = 60 * 60 * 1000;

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), AN_HOUR);
    return () => clearInterval(timer);
  }, []);
  return now;
}
