/** Small notices that need no answer. They go by themselves, never carry the only copy of a fact, and can be read by F6. */
import { Button } from 'react-aria-components/Button';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';

import { Icon, type IconName } from './Icon';
import styles from './Toasts.module.css';
import type { Tone } from './tone';

interface ToastWords {
  title: string;
  description?: string;
  tone: Tone;
  icon: IconName;
}

const SHOWN_MS = 8_000;

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 3 });

export function notify(toast: ToastWords): void {
  queue.add(toast, { timeout: SHOWN_MS });
}

/** Takes all of them off the screen, as when whoever may read them leaves. */
export function withdrawNotices(): void {
  queue.clear();
}

export function Toasts() {
  return (
    <ToastRegion className={styles.region ?? ''} queue={queue} aria-label="Notices">
      {({ toast }) => (
        <Toast toast={toast} className={styles.toast ?? ''} data-tone={toast.content.tone}>
          <Icon name={toast.content.icon} />
          <ToastContent className={styles.content ?? ''}>
            <Text slot="title" className={styles.title ?? ''}>
              {toast.content.title}
            </Text>
            {toast.content.description !== undefined && <Text slot="description">{toast.content.description}</Text>}
          </ToastContent>
          <Button slot="close" className={styles.close ?? ''} aria-label="Dismiss">
            <Icon name="close" />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
