/** The window before there is anything of the records to show: the product's name, and why one waits. */
import type { ReactNode } from 'react';

import { ProductMark } from './ProductMark';
import styles from './StartupFrame.module.css';

export function StartupFrame({ children }: { children: ReactNode }) {
  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <h1 className={styles.product}>
          <ProductMark />
          Bank Connections
        </h1>
        {children}
      </div>
    </main>
  );
}
