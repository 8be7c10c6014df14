//! Open Financial Exchange 2.2: a response of a bank with statements of bank accounts and of credit cards. The key of a
//! line is its `FITID`, by which whoever imports it knows it again.

use std::io::{self, Write};

use jiff::Timestamp;

use super::{AccountKind, Sheet, compact, cut, on_one_line, xml::Xml};
use crate::model::statement::{CorrectionReason, LineKind, StatementLine};

/// How many characters the fields take, by the specification.
const LONGEST_NAME: usize = 32;
const LONGEST_MEMO: usize = 255;
const LONGEST_BANK_ID: usize = 9;
const LONGEST_REFERENCE: usize = 32;

const HEADER: &str = "OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"";

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet], now: Timestamp) -> io::Result<()> {
    let mut xml = Xml::new(file, Some("no"))?;
    xml.instruct(HEADER)?;
    xml.within("OFX", |xml| {
        xml.within("SIGNONMSGSRSV1", |xml| xml.within("SONRS", |xml| sign_on(xml, sheets, now)))?;
        let (cards, accounts): (Vec<_>, Vec<_>) =
            sheets.iter().partition(|sheet| sheet.kind == AccountKind::CreditCard);
        if !accounts.is_empty() {
            xml.within("BANKMSGSRSV1", |xml| accounts.into_iter().try_for_each(|sheet| bank(xml, sheet)))?;
        }
        if !cards.is_empty() {
            xml.within("CREDITCARDMSGSRSV1", |xml| cards.into_iter().try_for_each(|sheet| card(xml, sheet)))?;
        }
        Ok(())
    })?;
    xml.end()
}

fn status(xml: &mut Xml<'_>) -> io::Result<()> {
    xml.within("STATUS", |xml| {
        xml.put("CODE", "0")?;
        xml.put("SEVERITY", "INFO")
    })
}

fn sign_on(xml: &mut Xml<'_>, sheets: &[Sheet], now: Timestamp) -> io::Result<()> {
    status(xml)?;
    xml.put("DTSERVER", &now.strftime("%Y%m%d%H%M%S.000[0:GMT]").to_string())?;
    xml.put("LANGUAGE", "ENG")?;
    let Some(sheet) = sheets.first() else { return Ok(()) };
    xml.within("FI", |xml| {
        xml.put("ORG", &cut(&on_one_line(&sheet.institution.name), LONGEST_NAME))?;
        xml.put("FID", &bank_id(sheet))
    })
}

fn bank(xml: &mut Xml<'_>, sheet: &Sheet) -> io::Result<()> {
    xml.within("STMTTRNRS", |xml| {
        xml.put("TRNUID", &sheet.statement.id.to_string())?;
        status(xml)?;
        xml.within("STMTRS", |xml| {
            xml.put("CURDEF", sheet.statement.currency.code())?;
            xml.within("BANKACCTFROM", |xml| {
                xml.put("BANKID", &bank_id(sheet))?;
                xml.put("ACCTID", &sheet.number.to_string())?;
                xml.put("ACCTTYPE", account_type(sheet.kind))
            })?;
            transactions(xml, sheet)
        })
    })
}

fn card(xml: &mut Xml<'_>, sheet: &Sheet) -> io::Result<()> {
    xml.within("CCSTMTTRNRS", |xml| {
        xml.put("TRNUID", &sheet.statement.id.to_string())?;
        status(xml)?;
        xml.within("CCSTMTRS", |xml| {
            xml.put("CURDEF", sheet.statement.currency.code())?;
            xml.within("CCACCTFROM", |xml| xml.put("ACCTID", &sheet.number.to_string()))?;
            transactions(xml, sheet)
        })
    })
}

fn transactions(xml: &mut Xml<'_>, sheet: &Sheet) -> io::Result<()> {
    let days = sheet.statement.days;
    xml.within("BANKTRANLIST", |xml| {
        xml.put("DTSTART", &compact(days.first))?;
        xml.put("DTEND", &compact(days.last))?;
        sheet.lines.iter().try_for_each(|line| xml.within("STMTTRN", |xml| transaction(xml, sheet, line)))
    })?;
    let closing = sheet.money(sheet.statement.closing_minor);
    xml.within("LEDGERBAL", |xml| {
        xml.put("BALAMT", &closing)?;
        xml.put("DTASOF", &compact(days.last))
    })?;
    if sheet.closes_within_a_day {
        // A ledger balance has to be there, and no field of it tells what time of the day it is of.
        xml.within("BALLIST", |xml| xml.within("BAL", |xml| interim_balance(xml, &closing, &compact(days.last))))?;
    }
    Ok(())
}

/// That the ledger balance is of within its day.
fn interim_balance(xml: &mut Xml<'_>, closing: &str, day: &str) -> io::Result<()> {
    xml.put("NAME", "Interim balance")?;
    xml.put("DESC", "More transactions of these days follow in the next part.")?;
    xml.put("BALTYPE", "DOLLAR")?;
    xml.put("VALUE", closing)?;
    xml.put("DTASOF", day)
}

fn transaction(xml: &mut Xml<'_>, sheet: &Sheet, line: &StatementLine) -> io::Result<()> {
    let kind = match line.amount_minor {
        0 => "OTHER",
        amount if amount > 0 => "CREDIT",
        _ => "DEBIT",
    };
    xml.put("TRNTYPE", kind)?;
    xml.put("DTPOSTED", &compact(line.date))?;
    xml.put("TRNAMT", &sheet.money(line.amount_minor))?;
    xml.put("FITID", &line.key)?;
    if let Some(reference) = &line.reference {
        xml.put("REFNUM", &cut(&on_one_line(reference), LONGEST_REFERENCE))?;
    }
    let description = on_one_line(&line.description);
    let name = if description.is_empty() { "Transaction" } else { &description };
    xml.put("NAME", &cut(name, LONGEST_NAME))?;
    match memo(line, &description) {
        Some(memo) => xml.put("MEMO", &cut(&memo, LONGEST_MEMO)),
        None => Ok(()),
    }
}

/// The whole description where the name is too short for it, and what a correction makes up for.
fn memo(line: &StatementLine, description: &str) -> Option<String> {
    match line.kind {
        LineKind::Correction(CorrectionReason::AmountChanged) => {
            Some(format!("The bank changed the amount: {description}"))
        }
        LineKind::Correction(CorrectionReason::Removed) => Some(format!("The bank took it back: {description}")),
        LineKind::Correction(CorrectionReason::OpeningBalance) => {
            Some("The opening balance of the first statement was not right. This makes up for it.".to_owned())
        }
        LineKind::Transaction => (description.chars().count() > LONGEST_NAME).then(|| description.to_owned()),
    }
}

/// The number in Plaid's id of the bank: the field is too short for all of it.
fn bank_id(sheet: &Sheet) -> String {
    let id = &sheet.institution.id;
    cut(id.strip_prefix("ins_").unwrap_or(id), LONGEST_BANK_ID)
}

const fn account_type(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Checking => "CHECKING",
        AccountKind::Savings => "SAVINGS",
        AccountKind::MoneyMarket => "MONEYMRKT",
        AccountKind::CreditCard | AccountKind::CreditLine => "CREDITLINE",
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
    fn a_line_is_a_transaction_that_is_known_again_by_its_key() {
        let text = text(&[samples::checking()]);
        assert!(
            text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><?OFX OFXHEADER=\"200\"")
        );
        assert!(text.contains(
            "<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20261102</DTPOSTED><TRNAMT>-12.50</TRNAMT><FITID>key-1</FITID>\
             <REFNUM>4711</REFNUM><NAME>HARBOR &amp; SONS &lt;OFFICE&gt;</NAME></STMTTRN>"
        ));
        assert!(text.contains("<LEDGERBAL><BALAMT>2475.00</BALAMT><DTASOF>20261130</DTASOF></LEDGERBAL>"));
        assert!(text.contains("<MEMO>The bank took it back: COFFEE</MEMO>"));
    }

    #[test]
    fn a_part_that_closes_within_a_day_says_so() {
        let text = text(&[samples::within_a_day(), samples::checking()]);
        assert!(text.contains(
            "<BAL><NAME>Interim balance</NAME><DESC>More transactions of these days follow in the next \
             part.</DESC><BALTYPE>DOLLAR</BALTYPE><VALUE>2475.00</VALUE><DTASOF>20261130</DTASOF></BAL>"
        ));
        assert_eq!(text.matches("<BAL>").count(), 1);
    }

    #[test]
    fn a_corrected_opening_balance_is_a_transaction_that_says_what_it_is() {
        assert!(text(&[samples::with_corrected_opening()]).contains(
            "<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20261130</DTPOSTED><TRNAMT>-0.50</TRNAMT>\
             <FITID>opening/bka_1/1</FITID><NAME>Opening balance corrected</NAME><MEMO>The opening balance of the first \
             statement was not right. This makes up for it.</MEMO></STMTTRN>"
        ));
    }

    #[test]
    fn cards_stand_among_the_cards() {
        let text = text(&[samples::checking(), samples::card()]);
        assert_eq!(text.matches("<STMTTRNRS>").count(), 1);
        assert_eq!(text.matches("<CCSTMTTRNRS>").count(), 1);
        assert!(text.contains("<CCACCTFROM><ACCTID>BAC-000000023</ACCTID></CCACCTFROM>"));
    }

    #[test]
    fn no_character_that_xml_has_none_of_gets_into_the_file() {
        let mut sheet = samples::checking();
        sheet.lines[0].description = "A\u{0}B\u{8}C".to_owned();
        assert!(text(&[sheet]).contains("<NAME>A B C</NAME>"));
    }
}
