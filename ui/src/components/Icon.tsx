/** The product's own icons, drawn on a grid of 16 and in the color of the text around them. Always beside a word. */
import type { ReactNode } from 'react';

import styles from './Icon.module.css';

const ICONS = {
  archive: (
    <>
      <path d="M2.5 3.5h11v3h-11z" />
      <path d="M3.5 6.5v6h9v-6M6.5 9h3" />
    </>
  ),
  attention: (
    <>
      <path d="M8 2.25 14.25 13.5H1.75z" />
      <path d="M8 6.5v3.25M8 11.6v.15" />
    </>
  ),
  back: <path d="M13 8H3.5M7.25 4.25 3.5 8l3.75 3.75" />,
  bank: (
    <>
      <path d="M2 6 8 2.5 14 6zM2.5 13.5h11" />
      <path d="M4 8v3.5M8 8v3.5M12 8v3.5" />
    </>
  ),
  browser: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8h11.5M8 2.25c2 1.7 2.75 3.6 2.75 5.75S10 12.05 8 13.75C6 12.05 5.25 10.15 5.25 8S6 3.95 8 2.25z" />
    </>
  ),
  check: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m5.4 8.2 1.8 1.8 3.5-3.8" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: (
    <>
      <rect x="5.75" y="5.75" width="7.5" height="7.5" rx="1.25" />
      <path d="M10.25 5.75V4A1.25 1.25 0 0 0 9 2.75H4A1.25 1.25 0 0 0 2.75 4v5A1.25 1.25 0 0 0 4 10.25h1.75" />
    </>
  ),
  disk: (
    <>
      <ellipse cx="8" cy="4.25" rx="5" ry="2" />
      <path d="M3 4.25v7.5c0 1.1 2.24 2 5 2s5-.9 5-2v-7.5M3 8c0 1.1 2.24 2 5 2s5-.9 5-2" />
    </>
  ),
  down: <path d="m4.25 6.25 3.75 3.75 3.75-3.75" />,
  download: (
    <>
      <path d="M8 2.5v7.25M4.75 6.5 8 9.75l3.25-3.25" />
      <path d="M2.75 10.5v2.75h10.5V10.5" />
    </>
  ),
  equal: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M5.5 6.75h5M5.5 9.25h5" />
    </>
  ),
  interrupted: (
    <>
      <circle cx="8" cy="8" r="5.75" strokeDasharray="7.5 1.53" />
      <path d="M8 5v3.4M8 10.7v.15" />
    </>
  ),
  key: (
    <>
      <circle cx="5.25" cy="10.75" r="2.75" />
      <path d="m7.25 8.75 6-6M10.5 5.5l2 2" />
    </>
  ),
  leave: <path d="M6.5 2.75H3.25v10.5H6.5M6.5 8h7M10.5 4.75 13.5 8l-3 3.25" />,
  link: (
    <path d="M6.75 9.25a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.25 6.75a2.6 2.6 0 0 0-3.7 0l-2.3 2.3a2.6 2.6 0 0 0 3.7 3.7l.8-.8" />
  ),
  list: <path d="M2.75 4.25v.15M2.75 8v.15M2.75 11.75v.15M5.75 4.25h7.5M5.75 8h7.5M5.75 11.75h7.5" />,
  lock: (
    <>
      <rect x="3.25" y="7" width="9.5" height="6.5" rx="1.25" />
      <path d="M5.25 7V5.25a2.75 2.75 0 0 1 5.5 0V7M8 9.5v1.5" />
    </>
  ),
  mail: (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5" />
      <path d="m2.5 4.5 5.5 4.25 5.5-4.25" />
    </>
  ),
  minus: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M5.5 8h5" />
    </>
  ),
  next: <path d="M3 8h9.5M8.75 4.25 12.5 8l-3.75 3.75" />,
  offline: (
    <>
      <path d="M2 6 8 2.5 14 6M2.5 13.5h11M4 8v3.5M12 8v3.5" />
      <path d="m6.5 8 3 3M9.5 8l-3 3" />
    </>
  ),
  pause: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.5 6v4M9.5 6v4" />
    </>
  ),
  play: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.75 5.75v4.5L10.5 8z" />
    </>
  ),
  plus: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M5.5 8h5M8 5.5v5" />
    </>
  ),
  question: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.3 6.5c.1-1 .8-1.6 1.75-1.6 1 0 1.7.6 1.7 1.5 0 1.3-1.7 1.4-1.7 2.6M8 10.9v.15" />
    </>
  ),
  refresh: (
    <>
      <path d="M13 8a5 5 0 1 1-1.6-3.66" />
      <path d="M13.25 2.25v2.9h-2.9" />
    </>
  ),
  remove: (
    <>
      <path d="M2.75 4.5h10.5M6 4.5V2.75h4V4.5M4 4.5l.6 8.75h6.8L12 4.5" />
      <path d="M6.75 7v3.75M9.25 7v3.75" />
    </>
  ),
  repaired: (
    <>
      <path d="M13.5 8A5.5 5.5 0 1 1 11.6 3.85" />
      <path d="M13.6 2.4v3h-3M5.75 8l1.6 1.7 3-3.3" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.25 3.25" />
    </>
  ),
  statement: (
    <>
      <path d="M3.75 2.25h8.5v11.5l-2.1-1.25L8 13.75 5.85 12.5l-2.1 1.25z" />
      <path d="M6.25 5.5h3.5M6.25 8.5h3.5" />
    </>
  ),
  stop: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  swap: <path d="M2.75 5.75h9.5L9.75 3.25M13.25 10.25h-9.5l2.5 2.5" />,
  unplugged: (
    <path d="m2.5 13.5 2-2M11.5 4.5l2-2M6 5.75 4.75 7a2.7 2.7 0 0 0 0 3.75l.5.5a2.7 2.7 0 0 0 3.75 0L10.25 10zM9 4l.75-.5a2.3 2.3 0 0 1 2.75 2.75L12 7" />
  ),
  user: (
    <>
      <circle cx="8" cy="5.5" r="2.75" />
      <path d="M2.75 13.75c.5-2.75 2.5-4.25 5.25-4.25s4.75 1.5 5.25 4.25" />
    </>
  ),
  wait: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  window: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2 6h12M4.25 4.55v-.1M6.25 4.55v-.1" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof ICONS;

export function Icon({ name, size = 'text' }: { name: IconName; size?: 'text' | 'large' }) {
  return (
    <svg className={styles.icon} data-size={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {ICONS[name]}
    </svg>
  );
}
