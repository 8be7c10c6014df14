/** The frame of the window: the head with its views, and the view that is shown. */
import { useId, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { TabPanel, Tabs } from 'react-aria-components/Tabs';

import type { ApplicationView } from '../../ipc/bindings';
import styles from './frame.module.css';
import { Header } from './Header';
import type { Badges } from './Views';
import { VIEWS, type View } from './views';

interface Props {
  application: Extract<ApplicationView, { state: 'ready' }>;
  view: View;
  onView: (view: View) => void;
  badges: Badges;
  /** Who works with it, and what that user can do with that. */
  account: ReactNode;
  children: Record<View, ReactNode>;
}

/** The views that keep what was chosen or typed in them while another one is shown. */
const KEPT: ReadonlySet<View> = new Set<View>(['connections', 'statements', 'mail']);

export function Frame({ application, view, onView, badges, account, children }: Props) {
  const badgesId = useId();
  const [corner, setCorner] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tabs
        className={styles.frame ?? ''}
        selectedKey={view}
        onSelectionChange={(key) => {
          const next = VIEWS.find(({ id }) => id === key);
          if (next !== undefined) onView(next.id);
        }}
      >
        <Header profile={application.profile} onCorner={setCorner} badges={badges} badgesId={badgesId} />
        <main className={styles.content} tabIndex={-1}>
          {VIEWS.map(({ id }) => (
            <TabPanel
              key={id}
              id={id}
              className={styles.view ?? ''}
              shouldForceMount={KEPT.has(id)}
              hidden={id !== view}
            >
              {children[id]}
            </TabPanel>
          ))}
        </main>
      </Tabs>
      {corner !== null && createPortal(account, corner)}
    </>
  );
}
