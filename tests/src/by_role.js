// Finds the elements that may have a role, among those that a person can see or hear of. Their names are asked of the
// browser itself afterwards. Called with the role and, optionally, the element to look in.
const NATIVE = {
  button: 'button, input[type=submit], input[type=button], summary',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  dialog: 'dialog',
  group: 'fieldset',
  heading: 'h1, h2, h3, h4, h5, h6',
  link: 'a[href]',
  list: 'ul, ol',
  listitem: 'li',
  radio: 'input[type=radio]',
  row: 'tr',
  searchbox: 'input[type=search]',
  table: 'table',
  textbox:
    'input:not([type]), input[type=text], input[type=password], input[type=email], input[type=tel], textarea',
};

const [role, within] = arguments;
const selector = [NATIVE[role], `[role="${role}"]`].filter(Boolean).join(', ');

return [...(within ?? document).querySelectorAll(selector)].filter(
  (element) =>
    (element.getAttribute('role') ?? role) === role &&
    element.closest('[aria-hidden="true"], [inert]') === null &&
    element.checkVisibility({ visibilityProperty: true }),
);
