/** After each check of a form, the first field that can't be taken has the focus. */
import { useEffect, useRef, type RefObject } from 'react';

export function useFocusOnFault(checks: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (checks > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [checks]);
  return form;
}
