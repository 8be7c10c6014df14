//! CAMT.053, the statement of ISO 20022 in its version 8: a statement an element, a line an entry.
//!
//! There are libraries with all of its types; those that were looked at hold amounts as binary floats.

use std::io::{self, Write};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{AccountKind, Sheet, cut, on_one_line, xml::Xml};
use crate::model::{
    audit::hexadecimal,
    statement::{CorrectionReason, LineKind, StatementLine},
};

/// The schema.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

/// How many characters the fields take, by the schema.
const LONGEST_REFERENCE: usize = 35;
const LONGEST_ACCOUNT_NAME: usize = 70;
const LONGEST_PART_OF_TEXT: usize = 140;

/// The kind of a balance within a day, between two parts that share it.
const INTERIM: &str = "ITBD";

/// Who says what kind an entry is.
const ISSUER: &str = "Bank Connections";

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet], now: Timestamp) -> io::Result<()> {
    let mut xml = Xml::new(file, None)?;
    xml.within_of("Document", ("xmlns", NAMESPACE), |xml| {
        xml.within("BkToCstmrStmt", |xml| {
            xml.within("GrpHdr", |xml| {
                xml.put("MsgId", &now.strftime("BANK-CONNECTIONS-%Y%m%dT%H%M%SZ").to_string())?;
                xml.put("CreDtTm", &time(now))
            })?;
            sheets.iter().try_for_each(|sheet| xml.within("Stmt", |xml| statement(xml, sheet, now)))
        })
    })?;
    xml.end()
}

fn statement(xml: &mut Xml<'_>, sheet: &Sheet, now: Timestamp) -> io::Result<()> {
    let statement = &sheet.statement;
    xml.put("Id", &statement.id.uuid().simple().to_string())?;
    xml.put("CreDtTm", &time(now))?;
    xml.within("FrToDt", |xml| {
        xml.put("FrDtTm", &format!("{}T00:00:00", statement.days.first))?;
        xml.put("ToDtTm", &format!("{}T23:59:59", statement.days.last))
    })?;
    xml.within("Acct", |xml| account(xml, sheet))?;
    let of_kind = |within_a_day, otherwise| if within_a_day { INTERIM } else { otherwise };
    let (opening, closing) = (of_kind(sheet.opens_within_a_day, "OPBD"), of_kind(sheet.closes_within_a_day, "CLBD"));
    balance(xml, sheet, opening, (statement.opening_minor, statement.days.first))?;
    balance(xml, sheet, closing, (statement.closing_minor, statement.days.last))?;
    sheet.lines.iter().try_for_each(|line| xml.within("Ntry", |xml| entry(xml, sheet, line)))
}

fn account(xml: &mut Xml<'_>, sheet: &Sheet) -> io::Result<()> {
    xml.within("Id", |xml| xml.within("Othr", |xml| xml.put("Id", &sheet.number.to_string())))?;
    xml.within("Tp", |xml| xml.put("Cd", account_type(sheet.kind)))?;
    xml.put("Ccy", sheet.statement.currency.code())?;
    let name = format!("{} {}", sheet.bank_account.code, sheet.bank_account.name);
    xml.put("Nm", &cut(&on_one_line(&name), LONGEST_ACCOUNT_NAME))?;
    xml.within("Svcr", |xml| {
        xml.within("FinInstnId", |xml| {
            xml.put("Nm", &cut(&on_one_line(&sheet.institution.name), LONGEST_PART_OF_TEXT))?;
            xml.within("Othr", |xml| xml.put("Id", &cut(&sheet.institution.id, LONGEST_REFERENCE)))
        })
    })
}

fn balance(xml: &mut Xml<'_>, sheet: &Sheet, kind: &str, (minor, day): (i64, jiff::civil::Date)) -> io::Result<()> {
    xml.within("Bal", |xml| {
        xml.within("Tp", |xml| xml.within("CdOrPrtry", |xml| xml.put("Cd", kind)))?;
        amount(xml, sheet, minor)?;
        xml.within("Dt", |xml| xml.put("Dt", &day.to_string()))
    })
}

fn entry(xml: &mut Xml<'_>, sheet: &Sheet, line: &StatementLine) -> io::Result<()> {
    let reference = reference_of(&line.key);
    xml.put("NtryRef", &line.position.to_string())?;
    amount(xml, sheet, line.amount_minor)?;
    xml.within("Sts", |xml| xml.put("Cd", "BOOK"))?;
    xml.within("BookgDt", |xml| xml.put("Dt", &line.date.to_string()))?;
    xml.put("AcctSvcrRef", &reference)?;
    xml.within("BkTxCd", |xml| {
        xml.within("Prtry", |xml| {
            xml.put("Cd", kind(line.kind))?;
            xml.put("Issr", ISSUER)
        })
    })?;
    xml.within("NtryDtls", |xml| xml.within("TxDtls", |xml| transaction(xml, sheet, line, &reference)))
}

fn transaction(xml: &mut Xml<'_>, sheet: &Sheet, line: &StatementLine, reference: &str) -> io::Result<()> {
    xml.within("Refs", |xml| {
        xml.put("AcctSvcrRef", reference)?;
        let Some(told) = line.reference.as_deref().map(on_one_line).filter(|told| !told.is_empty()) else {
            return Ok(());
        };
        xml.within("Prtry", |xml| {
            xml.put("Tp", "REFERENCE")?;
            xml.put("Ref", &cut(&told, LONGEST_REFERENCE))
        })
    })?;
    amount(xml, sheet, line.amount_minor)?;
    let text: Vec<char> = on_one_line(&line.description).chars().collect();
    if text.is_empty() {
        return Ok(());
    }
    xml.within("RmtInf", |xml| {
        let mut parts = text.chunks(LONGEST_PART_OF_TEXT).map(|part| part.iter().collect::<String>());
        parts.try_for_each(|part| xml.put("Ustrd", &part))
    })
}

/// An amount without a sign, and the way that it went.
fn amount(xml: &mut Xml<'_>, sheet: &Sheet, minor: i64) -> io::Result<()> {
    let units = sheet.money(minor);
    xml.put_of("Amt", ("Ccy", sheet.statement.currency.code()), units.strip_prefix('-').unwrap_or(&units))?;
    xml.put("CdtDbtInd", if minor < 0 { "DBIT" } else { "CRDT" })
}

/// A key of a line that the field takes. It is the same for ever where the key is.
fn reference_of(key: &str) -> String {
    if key.len() <= LONGEST_REFERENCE {
        return key.to_owned();
    }
    cut(&hexadecimal(&Sha256::digest(key.as_bytes())), LONGEST_REFERENCE)
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

const fn account_type(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Checking => "CACC",
        AccountKind::Savings | AccountKind::MoneyMarket => "SVGS",
        AccountKind::CreditCard => "CARD",
        AccountKind::CreditLine => "LOAN",
    }
}

const fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Transaction => "TRANSACTION",
        LineKind::Correction(CorrectionReason::AmountChanged) => "CORRECTION-AMOUNT-CHANGED",
        LineKind::Correction(CorrectionReason::Removed) => "CORRECTION-TAKEN-BACK",
        LineKind::Correction(CorrectionReason::OpeningBalance) => "CORRECTION-OPENING-BALANCE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::export::samples;

    fn text(sheets: &[Sheet]) -> String {
        let mut file = Vec::new();
        write(&mut file, sheets, Timestamp::UNIX_EPOCH).unwrap();
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn an_amount_has_no_sign_and_says_which_way_it_went() {
        let text = text(&[samples::checking()]);
        assert!(
            text.contains("<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">2475.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>")
        );
        assert!(text.contains("<NtryRef>1</NtryRef><Amt Ccy=\"USD\">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>"));
        assert!(text.contains("<Cd>CORRECTION-TAKEN-BACK</Cd>"));
    }

    #[test]
    fn between_two_parts_of_a_day_a_balance_is_an_interim_one() {
        let kinds = |sheet: Sheet| {
            let text = text(&[sheet]);
            ["OPBD", "ITBD", "CLBD"].map(|kind| text.matches(&format!("<Cd>{kind}</Cd>")).count())
        };
        assert_eq!(kinds(samples::checking()), [1, 0, 1]);
        assert_eq!(kinds(Sheet { opens_within_a_day: false, ..samples::within_a_day() }), [1, 1, 0]);
        assert_eq!(kinds(samples::within_a_day()), [0, 2, 0]);
        assert_eq!(kinds(Sheet { closes_within_a_day: false, ..samples::within_a_day() }), [0, 1, 1]);
    }

    #[test]
    fn a_corrected_opening_balance_is_an_entry_that_says_what_it_is() {
        let text = text(&[samples::with_corrected_opening()]);
        assert!(text.contains("<Cd>CORRECTION-OPENING-BALANCE</Cd>"));
        assert!(text.contains("<AcctSvcrRef>opening/bka_1/1</AcctSvcrRef>"));
        assert!(text.contains("<Ustrd>Opening balance corrected</Ustrd>"));
    }

    #[test]
    fn a_long_text_is_there_in_parts_and_a_long_key_is_the_same_every_time() {
        let mut sheet = samples::checking();
        let long = "x".repeat(LONGEST_PART_OF_TEXT + 1);
        sheet.lines[0].description.clone_from(&long);
        sheet.lines[0].key.clone_from(&long);
        let (text, again) = (text(&[sheet.clone()]), text(&[sheet]));
        assert!(text.contains("x</Ustrd><Ustrd>x</Ustrd>"));
        assert_eq!(text, again);
        assert!(reference_of(&long).chars().count() <= LONGEST_REFERENCE);
        assert_ne!(reference_of(&long), reference_of(&"y".repeat(LONGEST_PART_OF_TEXT + 1)));
    }
}
