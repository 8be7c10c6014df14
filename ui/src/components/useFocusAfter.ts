/**
 * After its dialogs, a layer gives the focus back to what had it. Where that is gone or disabled by now, the content of
 * the window takes it, so that the keyboard goes on from there and not from nowhere.
 */
import { useEffect, useRef } from 'react';

/** How many frames the layer has for it. */
const PATIENCE = 20;

export function useFocusAfter(isClosed: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!isClosed) {
      wasOpen.current = true;
      return;
    }
    if (!wasOpen.current) return;
    return afterFrames(PATIENCE, () => {
      if (document.activeElement === document.body) document.querySelector('main')?.focus();
    });
  }, [isClosed]);
}

function afterFrames(count: number, act: () => void): () => void {
  let left = count;
  let frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);

  function next() {
    left -= 1;
    if (left === 0) act();
    else frame = requestAnimationFrame(next);
  }
}
