/** Ctrl+L, or Command+L: a wish to lock, which the shell guards like every other way out. */
import { useEffect, useEffectEvent } from 'react';

export function useLockShortcut(lock: () => void): void {
  const onLock = useEffectEvent(lock);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      onLock();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
