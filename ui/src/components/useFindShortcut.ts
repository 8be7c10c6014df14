/** Ctrl+F, or Command+F, goes to the search field of the view that is shown. */
import { useEffect, useRef, type RefObject } from 'react';

export function useFindShortcut(): RefObject<HTMLDivElement | null> {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      const input = field.current?.querySelector('input');
      if (input === null || input === undefined || input.closest('[hidden]') !== null) return;
      event.preventDefault();
      input.focus();
      input.select();
    };
    document.addEventListener('keydown', find);
    return () => document.removeEventListener('keydown', find);
  }, []);
  return field;
}
