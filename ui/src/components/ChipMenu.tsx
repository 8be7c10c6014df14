/** A button that opens a list of acts below it. */
import { Button as AriaButton } from 'react-aria-components/Button';
import { Keyboard } from 'react-aria-components/Keyboard';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import type { ReactNode } from 'react';

import { Icon, type IconName } from './Icon';
import styles from './ChipMenu.module.css';

export interface MenuAct {
  id: string;
  label: string;
  icon: IconName;
  /** The keys that do the same, as people write them. */
  shortcut?: string;
  onAct: () => void;
}

interface Props {
  /** What the button shows, and is known by. */
  children: ReactNode;
  icon: IconName;
  /** The name of the list. */
  label: string;
  /** The acts, in groups that belong together. */
  groups: readonly { label: string; acts: readonly MenuAct[] }[];
}

export function ChipMenu({ children, icon, label, groups }: Props) {
  return (
    <MenuTrigger>
      <AriaButton className={styles.button ?? ''}>
        <Icon name={icon} />
        <span>{children}</span>
        <Icon name="down" />
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={4}>
        <Menu className={styles.items ?? ''} aria-label={label}>
          {groups
            .filter(({ acts }) => acts.length > 0)
            .map((group) => (
              <MenuSection key={group.label} className={styles.section ?? ''} aria-label={group.label}>
                {group.acts.map((act) => (
                  <MenuItem
                    key={act.id}
                    id={act.id}
                    className={styles.item ?? ''}
                    textValue={act.label}
                    onAction={act.onAct}
                  >
                    <Icon name={act.icon} />
                    <Text slot="label">{act.label}</Text>
                    {act.shortcut !== undefined && (
                      <Keyboard className={styles.shortcut ?? ''}>{act.shortcut}</Keyboard>
                    )}
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
