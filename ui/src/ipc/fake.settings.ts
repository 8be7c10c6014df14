/** How the shell in memory answers to whoever changes a setting of this computer. */
import type { Commands } from './bindings';
import type { FakeShell } from './fake';

type Handled = 'tray' | 'set_tray' | 'notifications' | 'set_notifications' | 'lock_setting' | 'set_lock_setting';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export function settingsHandlers(shell: FakeShell): Handlers {
  return {
    tray: () => shell.world.tray,
    set_tray: ({ stays }) => {
      shell.change({ tray: { ...shell.world.tray, stays } });
      return null;
    },
    notifications: () => shell.world.notifications,
    set_notifications: (notifications) => {
      shell.change({ notifications });
      return null;
    },
    lock_setting: () => shell.world.lock,
    set_lock_setting: ({ minutes }) => {
      shell.change({ lock: { ...shell.world.lock, minutes } });
      return null;
    },
  };
}
