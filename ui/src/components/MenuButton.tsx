/** A button with a few acts behind it. */
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';

import buttonStyles from './Button.module.css';
import { Icon, type IconName } from './Icon';
import styles from './MenuButton.module.css';

interface Props<Id extends string> {
  label: string;
  icon: IconName;
  items: readonly { id: Id; label: string; description: string }[];
  isPending: boolean;
  onAction: (id: Id) => void;
}

export function MenuButton<Id extends string>({ label, icon, items, isPending, onAction }: Props<Id>) {
  return (
    <MenuTrigger>
      <AriaButton className={buttonStyles.button ?? ''} data-size="normal" isPending={isPending}>
        <Icon name={icon} />
        <span>{label}</span>
        <Icon name="down" />
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu className={styles.menu ?? ''}>
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              className={styles.item ?? ''}
              onAction={() => onAction(item.id)}
            >
              <Text slot="label" className={styles.label ?? ''}>
                {item.label}
              </Text>
              <Text slot="description" className={styles.description ?? ''}>
                {item.description}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
