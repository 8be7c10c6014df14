/** The mark of the product, the same as its icon. */
import mark from '../../../icons/source.svg';
import styles from './ProductMark.module.css';

export function ProductMark() {
  return <img className={styles.mark} src={mark} alt="" />;
}
