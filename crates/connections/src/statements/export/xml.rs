//! Elements one after another, for the formats that are XML. A text that XML has no place for can't get into the file.

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event},
};

/// A file of XML in the making.
pub(super) struct Xml<'file>(Writer<&'file mut dyn Write>);

impl<'file> Xml<'file> {
    /// Begins with the declaration.
    pub(super) fn new(file: &'file mut dyn Write, standalone: Option<&str>) -> io::Result<Self> {
        let mut xml = Self(Writer::new(file));
        xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), standalone)))?;
        Ok(xml)
    }

    /// Puts an instruction.
    pub(super) fn instruct(&mut self, instruction: &str) -> io::Result<()> {
        self.0.write_event(Event::PI(BytesPI::new(instruction)))
    }

    /// Puts an element with others in it.
    pub(super) fn within(&mut self, name: &str, content: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// The same below an attribute.
    pub(super) fn within_of(
        &mut self,
        name: &str,
        attribute: (&str, &str),
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name).with_attributes([attribute])))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Puts an element with a text in it.
    pub(super) fn put(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.create_element(name).write_text_content(BytesText::new(&allowed(text))).map(drop)
    }

    /// The same with an attribute.
    pub(super) fn put_of(&mut self, name: &str, attribute: (&str, &str), text: &str) -> io::Result<()> {
        let element = self.0.create_element(name).with_attribute(attribute);
        element.write_text_content(BytesText::new(&allowed(text))).map(drop)
    }

    /// Ends the file with a line break.
    pub(super) fn end(self) -> io::Result<()> {
        self.0.into_inner().write_all(b"\n")
    }
}

/// The text without the two characters that no XML holds, apart from the control characters that are gone already.
fn allowed(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
