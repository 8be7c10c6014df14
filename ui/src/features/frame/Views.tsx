/** Leads to the views of the window. */
import { Tab, TabList } from 'react-aria-components/Tabs';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import styles from './frame.module.css';
import { VIEWS, type View } from './views';

/** What asks for attention in a view, as a number and in words. */
export interface Badge {
  count: number;
  text: string;
}

export type Badges = Partial<Record<View, Badge>>;

interface Props {
  badges: Badges;
  /** Begins the ids of the badges. From outside of the tabs, which are drawn twice: unseen, and for the eye. */
  id: string;
}

export function Views({ badges, id: idPrefix }: Props) {
  return (
    <div className={styles.views}>
      <TabList className={styles.tabs ?? ''} aria-label="Views">
        {VIEWS.map(({ id, label }) => {
          const badge = badges[id];
          return (
            <Tab
              key={id}
              id={id}
              className={styles.tab ?? ''}
              {...(badge !== undefined && { 'aria-describedby': `${idPrefix}-${id}` })}
            >
              {label}
              {badge !== undefined && (
                <span className={styles.badge} aria-hidden="true">
                  {badge.count}
                </span>
              )}
            </Tab>
          );
        })}
      </TabList>
      {Object.entries(badges).map(([id, { text }]) => (
        <VisuallyHidden key={id}>
          <span id={`${idPrefix}-${id}`}>{text}</span>
        </VisuallyHidden>
      ))}
    </div>
  );
}
