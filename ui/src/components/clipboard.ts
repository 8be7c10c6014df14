/** Puts a text on the clipboard. Whether the WebView lets the page do so directly depends on the system. */

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way: a selection that is copied as if by the keyboard. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  Object.assign(field.style, { position: 'fixed', insetBlockStart: '0', opacity: '0' });
  // Beside what has the focus, so that a dialog does not take the focus back before the text is copied.
  (focused?.parentElement ?? document.body).append(field);
  field.select();
  // Deprecated, and the only way where the page may not use the clipboard.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
