//! Quicken's older format: text, a block an account. Days are written the American way, as every reader of it expects.

use std::io::{self, Write};

use super::{AccountKind, Sheet, on_one_line};

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet]) -> io::Result<()> {
    for sheet in sheets {
        let kind = match sheet.kind {
            AccountKind::Checking | AccountKind::Savings | AccountKind::MoneyMarket => "Bank",
            AccountKind::CreditCard => "CCard",
            AccountKind::CreditLine => "Oth L",
        };
        let account = &sheet.bank_account;
        write!(file, "!Account\nN{}\nD{}\nT{kind}\n^\n", on_one_line(&account.code), on_one_line(&account.name))?;
        writeln!(file, "!Type:{kind}")?;
        for line in &sheet.lines {
            writeln!(file, "D{}", line.date.strftime("%m/%d/%Y"))?;
            writeln!(file, "T{}", sheet.money(line.amount_minor))?;
            if let Some(reference) = &line.reference {
                writeln!(file, "N{}", on_one_line(reference))?;
            }
            writeln!(file, "P{}", on_one_line(&line.description))?;
            write!(file, "M{}\n^\n", on_one_line(&line.key))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::export::samples;

    #[test]
    fn a_corrected_opening_balance_is_a_transaction_that_says_what_it_is() {
        let mut file = Vec::new();
        write(&mut file, &[samples::with_corrected_opening()]).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert!(text.ends_with("D11/30/2026\nT-0.50\nPOpening balance corrected\nMopening/bka_1/1\n^\n"), "{text}");
    }

    #[test]
    fn an_account_has_a_block_and_a_line_break_in_a_text_ends_no_field() {
        let mut sheet = samples::checking();
        sheet.lines.truncate(1);
        sheet.lines[0].description = "HARBOR\nT99999".to_owned();
        let mut file = Vec::new();
        write(&mut file, &[sheet]).unwrap();
        assert_eq!(
            String::from_utf8(file).unwrap(),
            "!Account\nN1010\nDOperating\nTBank\n^\n!Type:Bank\n\
             D11/02/2026\nT-12.50\nN4711\nPHARBOR T99999\nMkey-1\n^\n"
        );
    }
}
