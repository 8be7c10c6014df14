/** A part of a view with its own heading, on a ground of its own. */
import { useId, type ReactNode } from 'react';

import styles from './Section.module.css';

interface Props {
  title: string;
  /** What the section is for, below its heading. */
  lead?: ReactNode;
  children: ReactNode;
}

export function Section({ title, lead, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}
