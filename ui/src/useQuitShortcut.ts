/** Ctrl+Q, or Command+Q: a wish to quit, which the shell guards like every other way out. */
import { useEffect, useEffectEvent } from 'react';

export function useQuitShortcut(quit: () => void): void {
  const onQuit = useEffectEvent(quit);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'q' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      onQuit();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
