//! What a file of separated values has to mind where a spreadsheet opens it.

/// What tells a spreadsheet that the text is UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell that a spreadsheet would take for a formula is made a text by an apostrophe before it: what a bank calls itself
/// must not be carried out on the computer of an auditor.
pub(crate) fn as_text(cell: String) -> String {
    if cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}
