//! A certificate authority that nobody trusts who is not told to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Trouble;

/// The name that the certificate of every mail server is for.
pub const HOST: &str = "localhost";

/// The files of an authority, and those of the one certificate that it gave.
#[derive(Clone, Debug)]
pub struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// Makes one in an empty folder, which has to outlive everybody who trusts it.
    pub fn make(folder: &Path) -> Result<Authority, Trouble> {
        let authority = Authority::of(folder);
        authority.openssl(&[
            &["-subj", "/CN=Authority of a test", "-days", "2"],
            &["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"],
            &["-keyout", "authority.key", "-out", "authority.pem"],
        ])?;
        authority.openssl(&[
            &["-CA", "authority.pem", "-CAkey", "authority.key", "-subj", "/CN=localhost", "-days", "2"],
            &["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            &["-keyout", "server.key", "-out", "server.pem"],
        ])?;
        Ok(authority)
    }

    /// One that was made in this folder before.
    #[must_use]
    pub fn of(folder: &Path) -> Authority {
        Authority { folder: folder.to_owned() }
    }

    /// The variables by which a program trusts this authority, and no other. They are read when the program starts.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![("SSL_CERT_FILE", self.file("authority.pem").to_string_lossy().into_owned())]
    }

    /// The certificate of the servers.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.file("server.pem")
    }

    /// The key of that certificate.
    #[must_use]
    pub fn key(&self) -> PathBuf {
        self.file("server.key")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Has `OpenSSL` make a key and a certificate for it.
    fn openssl(&self, arguments: &[&[&str]]) -> Result<(), Trouble> {
        fs::create_dir_all(&self.folder)?;
        let program = "openssl";
        let mut command = Command::new(program);
        command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]);
        command.args(arguments.concat()).current_dir(&self.folder).stdin(Stdio::null());
        let output = command.output().map_err(|source| Trouble::NotStarted { program: program.to_owned(), source })?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Trouble::NotReady { program: program.to_owned(), said })
    }
}
