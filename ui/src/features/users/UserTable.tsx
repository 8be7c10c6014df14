/** The users, each with what can be done about the access. */
import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { PlainTable, type PlainColumn } from '../../components/PlainTable';
import type { UserRowView, UserView } from '../../ipc/bindings';
import { formatDate, formatDateTime } from '../../words/time';
import { ROLES } from '../../words/user';
import styles from './users.module.css';

/** Name and state share what is left. */
const COLUMNS: readonly PlainColumn[] = [
  { label: 'Name' },
  { label: 'Role', width: '8.5rem' },
  { label: 'Last signed in', width: '9.5rem' },
  { label: 'State' },
];
const ACTIONS: PlainColumn = { label: 'Actions', width: '19rem' };

interface Props {
  users: readonly UserRowView[];
  self: UserView;
  mayManage: boolean;
  onSetPassword: (user: UserView) => void;
  onTakeAway: (user: UserView) => void;
}

export function UserTable({ users, self, mayManage, onSetPassword, onTakeAway }: Props) {
  return (
    <PlainTable label="Users" columns={mayManage ? [...COLUMNS, ACTIONS] : COLUMNS}>
      <tbody>
        {users.map((row) => (
          <tr key={row.user.id} data-gone={row.removed_at !== null || undefined}>
            <th scope="row" className={styles.name}>
              {row.user.name}
              {row.user.id === self.id && <span className={styles.self}> (you)</span>}
            </th>
            <td>{ROLES[row.user.role]}</td>
            <td>{row.signed_in_at === null ? 'Never' : formatDateTime(row.signed_in_at)}</td>
            <td>
              <State row={row} />
            </td>
            {mayManage && (
              <td>
                {row.user.role === 'accountant' && row.removed_at === null && (
                  <span className={styles.acts}>
                    <Button
                      size="small"
                      aria-label={`Set new password for ${row.user.name}`}
                      onPress={() => onSetPassword(row.user)}
                    >
                      Set new password…
                    </Button>
                    <Button
                      size="small"
                      variant="quiet-danger"
                      aria-label={`Take access away from ${row.user.name}`}
                      onPress={() => onTakeAway(row.user)}
                    >
                      Take access away…
                    </Button>
                  </span>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}

function State({ row: { removed_at, password_is_initial } }: { row: UserRowView }) {
  if (removed_at !== null) {
    return <Mark tone="quiet" icon="minus">{`Access taken away on ${formatDate(removed_at)}`}</Mark>;
  }
  return password_is_initial ? (
    <Mark tone="warning" icon="key">
      Has not chosen a password yet
    </Mark>
  ) : (
    <Mark tone="good" icon="check">
      Has access
    </Mark>
  );
}
