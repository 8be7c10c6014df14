/** What every test of the screens needs: a clean document, patience, and what happy-dom lacks. */
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, vi } from 'vitest';

import { withdrawNotices } from '../components/Toasts';

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
// What is told stands on the screen whichever part of it is drawn, so that a test would find what an earlier one was told.
afterEach(withdrawNotices);
// So does what was spoken: it stays in the document for some seconds.
afterEach(() => {
  for (const spoken of document.querySelectorAll('[data-live-announcer] [role=log]')) spoken.replaceChildren();
});

// The library says so for the first file of a worker only, and takes it back after it.
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

// In happy-dom a document is no `Document` of its own window, by which react-aria sees whether a dialog has the focus.
Object.defineProperty(document.defaultView?.Document, Symbol.hasInstance, {
  configurable: true,
  value: (node: unknown) => typeof node === 'object' && node !== null && 'nodeType' in node && node.nodeType === 9,
});

// No style sheet is loaded here, so that an element's own style is all there is. happy-dom takes long to find that out.
vi.stubGlobal('getComputedStyle', (element: HTMLElement) => element.style);

// react-aria asks that of every element that may have the focus, and each answer computes the styles of all its parents.
Element.prototype.checkVisibility = function isDrawn() {
  return this.isConnected && this.closest('[style*="display: none"], [style*="visibility: hidden"]') === null;
};

// A browser tells later that the selection changed, happy-dom at once: whoever then selects the same again goes round.
let isSelecting = false;
const collapse = Reflect.get(Selection.prototype, 'collapse') as (this: Selection, ...place: unknown[]) => void;
Selection.prototype.collapse = function collapseOnce(this: Selection, ...place) {
  if (isSelecting) return;
  isSelecting = true;
  try {
    collapse.apply(this, place);
  } finally {
    isSelecting = false;
  }
};
