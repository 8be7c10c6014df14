//! Open Financial Exchange 2.2: a response of a bank with statements of bank accounts and of credit cards. The key of a
//! line is its `FITID`, by which whoever imports it knows it again.

use std::io::{self, Write};

use jiff::Timestamp;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesPI, BytesText, Event},
};

use super::{AccountKind, Sheet, compact, cut, on_one_line};
use crate::model::statement::{CorrectionReason, LineKind, StatementLine};

/// How many characters the fields take, by the specification.
const LONGEST_NAME: usize = 32;
const LONGEST_MEMO: usize = 255;
const LONGEST_BANK_ID: usize = 9;
const LONGEST_REFERENCE: usize = 32;

/// What the text is written to, element by element.
struct Ofx<'file, W: Write>(Writer<&'file mut W>);

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet], now: Timestamp) -> io::Result<()> {
    let mut ofx = Ofx(Writer::new(file));
    ofx.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("no"))))?;
    let header = "OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"";
    ofx.0.write_event(Event::PI(BytesPI::new(header)))?;
    ofx.within("OFX", |ofx| {
        ofx.within("SIGNONMSGSRSV1", |ofx| ofx.within("SONRS", |ofx| ofx.sign_on(sheets, now)))?;
        let (cards, accounts): (Vec<_>, Vec<_>) =
            sheets.iter().partition(|sheet| sheet.kind == AccountKind::CreditCard);
        if !accounts.is_empty() {
            ofx.within("BANKMSGSRSV1", |ofx| accounts.into_iter().try_for_each(|sheet| ofx.bank(sheet)))?;
        }
        if !cards.is_empty() {
            ofx.within("CREDITCARDMSGSRSV1", |ofx| cards.into_iter().try_for_each(|sheet| ofx.card(sheet)))?;
        }
        Ok(())
    })?;
    file.write_all(b"\n")
}

impl<W: Write> Ofx<'_, W> {
    fn within(&mut self, name: &str, content: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.0.write_event(Event::Start(quick_xml::events::BytesStart::new(name)))?;
        content(self)?;
        self.0.write_event(Event::End(quick_xml::events::BytesEnd::new(name)))
    }

    fn put(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.create_element(name).write_text_content(BytesText::new(text)).map(drop)
    }

    fn status(&mut self) -> io::Result<()> {
        self.within("STATUS", |ofx| {
            ofx.put("CODE", "0")?;
            ofx.put("SEVERITY", "INFO")
        })
    }

    fn sign_on(&mut self, sheets: &[Sheet], now: Timestamp) -> io::Result<()> {
        self.status()?;
        self.put("DTSERVER", &now.strftime("%Y%m%d%H%M%S.000[0:GMT]").to_string())?;
        self.put("LANGUAGE", "ENG")?;
        let Some(sheet) = sheets.first() else { return Ok(()) };
        self.within("FI", |ofx| {
            ofx.put("ORG", &cut(&on_one_line(&sheet.institution.name), LONGEST_NAME))?;
            ofx.put("FID", &bank_id(sheet))
        })
    }

    fn bank(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.within("STMTTRNRS", |ofx| {
            ofx.put("TRNUID", &sheet.statement.id.to_string())?;
            ofx.status()?;
            ofx.within("STMTRS", |ofx| {
                ofx.put("CURDEF", sheet.statement.currency.code())?;
                ofx.within("BANKACCTFROM", |ofx| {
                    ofx.put("BANKID", &bank_id(sheet))?;
                    ofx.put("ACCTID", &sheet.number.to_string())?;
                    ofx.put("ACCTTYPE", account_type(sheet.kind))
                })?;
                ofx.transactions(sheet)
            })
        })
    }

    fn card(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.within("CCSTMTTRNRS", |ofx| {
            ofx.put("TRNUID", &sheet.statement.id.to_string())?;
            ofx.status()?;
            ofx.within("CCSTMTRS", |ofx| {
                ofx.put("CURDEF", sheet.statement.currency.code())?;
                ofx.within("CCACCTFROM", |ofx| ofx.put("ACCTID", &sheet.number.to_string()))?;
                ofx.transactions(sheet)
            })
        })
    }

    fn transactions(&mut self, sheet: &Sheet) -> io::Result<()> {
        let days = sheet.statement.days;
        self.within("BANKTRANLIST", |ofx| {
            ofx.put("DTSTART", &compact(days.first))?;
            ofx.put("DTEND", &compact(days.last))?;
            sheet.lines.iter().try_for_each(|line| ofx.within("STMTTRN", |ofx| ofx.transaction(sheet, line)))
        })?;
        self.within("LEDGERBAL", |ofx| {
            ofx.put("BALAMT", &sheet.money(sheet.statement.closing_minor))?;
            ofx.put("DTASOF", &compact(days.last))
        })
    }

    fn transaction(&mut self, sheet: &Sheet, line: &StatementLine) -> io::Result<()> {
        let kind = match line.amount_minor {
            0 => "OTHER",
            amount if amount > 0 => "CREDIT",
            _ => "DEBIT",
        };
        self.put("TRNTYPE", kind)?;
        self.put("DTPOSTED", &compact(line.date))?;
        self.put("TRNAMT", &sheet.money(line.amount_minor))?;
        self.put("FITID", &line.key)?;
        if let Some(reference) = &line.reference {
            self.put("REFNUM", &cut(&on_one_line(reference), LONGEST_REFERENCE))?;
        }
        let description = on_one_line(&line.description);
        let name = if description.is_empty() { "Transaction" } else { &description };
        self.put("NAME", &cut(name, LONGEST_NAME))?;
        match memo(line, &description) {
            Some(memo) => self.put("MEMO", &cut(&memo, LONGEST_MEMO)),
            None => Ok(()),
        }
    }
}

/// The whole description where the name is too short for it, and what the bank changed.
fn memo(line: &StatementLine, description: &str) -> Option<String> {
    match line.kind {
        LineKind::Correction(CorrectionReason::AmountChanged) => {
            Some(format!("The bank changed the amount: {description}"))
        }
        LineKind::Correction(CorrectionReason::Removed) => Some(format!("The bank took it back: {description}")),
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
