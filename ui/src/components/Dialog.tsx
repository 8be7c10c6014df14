/**
 * Modal dialogs. One {@link DialogLayer} carries a whole conversation: its content changes while the layer stays, so that
 * the focus returns in the end to where the conversation began.
 */
import { createContext, use, useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

import styles from './Dialog.module.css';
import { Icon, type IconName } from './Icon';
import type { Tone } from './tone';
import { useFocusAfter } from './useFocusAfter';
import { useIsOverflowing } from './useIsOverflowing';

/** What Escape means in the dialog that stands. */
const EscapeContext = createContext<RefObject<() => void> | null>(null);

export function DialogLayer({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const escapeRef = useRef<() => void>(() => undefined);
  useFocusAfter(!isOpen);
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => {
        // Only Escape comes here: a click beside the dialog does nothing.
        if (!open) escapeRef.current();
      }}
    >
      <Modal className={styles.modal ?? ''}>
        <EscapeContext value={escapeRef}>{children}</EscapeContext>
      </Modal>
    </ModalOverlay>
  );
}

interface PanelProps {
  /** What the dialog is about, above its title. */
  subject?: ReactNode;
  /** Where it stands among others, at the end of the header. */
  place?: ReactNode;
  title: string;
  tone?: Tone;
  icon?: IconName;
  /** The role of a warning that has to be answered first. */
  isAlert?: boolean;
  width?: 'normal' | 'wide' | 'widest';
  /** What Escape does: always the answer that loses nothing. */
  onEscape: () => void;
  children: ReactNode;
  /** The buttons, the safest or most likely one last. */
  actions: ReactNode;
  /** Beside the buttons, what is to be known of them. */
  aside?: ReactNode;
}

export function DialogPanel(props: PanelProps) {
  const {
    subject,
    place,
    title,
    tone = 'quiet',
    icon,
    isAlert = false,
    width = 'normal',
    children,
    actions,
    aside,
    onEscape,
  } = props;
  const titleId = useId();
  const bodyId = useId();
  const body = useRef<HTMLDivElement>(null);
  const scrolls = useIsOverflowing(body);
  useOnEscape(onEscape);
  return (
    <Dialog
      className={styles.panel ?? ''}
      role={isAlert ? 'alertdialog' : 'dialog'}
      aria-labelledby={titleId}
      {...(isAlert && { 'aria-describedby': bodyId })}
      data-width={width}
    >
      <header className={styles.header} data-tone={tone}>
        {icon !== undefined && (
          <span className={styles.emblem}>
            <Icon name={icon} size="large" />
          </span>
        )}
        <div className={styles.headings}>
          {subject !== undefined && <div className={styles.subject}>{subject}</div>}
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
        </div>
        {place !== undefined && <div className={styles.place}>{place}</div>}
      </header>
      <div
        ref={body}
        id={bodyId}
        className={styles.body}
        {...(scrolls && { tabIndex: 0, role: 'group', 'aria-labelledby': titleId })}
      >
        {children}
      </div>
      <footer className={styles.footer}>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        <div className={styles.actions}>{actions}</div>
      </footer>
    </Dialog>
  );
}

function useOnEscape(onEscape: () => void): void {
  const escapeRef = use(EscapeContext);
  useEffect(() => {
    if (escapeRef !== null) escapeRef.current = onEscape;
  });
}
